use sayso::Source;

use super::*;

const HEADER: &str = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,\
password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,\
access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,\
access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,\
cert_1_last_rotated,cert_2_active,cert_2_last_rotated";
const ROOT_ROW: &str = "<root_account>,arn:aws:iam::123456789012:root,2020-01-01T00:00:00+00:00,not_supported,\
2026-11-01T00:00:00+00:00,not_supported,not_supported,FALSE,true,N/A,no_information,N/A,N/A,false,N/A,N/A,N/A,N/A,\
false,N/A,false,N/A";

fn places(report: &CredentialReport) -> Vec<String> {
    report.faults.iter().map(ToString::to_string).collect()
}

#[test]
fn the_report_of_22_and_of_23_columns_and_the_api_s_json_say_the_same() {
    let plain = format!("{HEADER}\n{ROOT_ROW}\n");
    let newer = format!("{HEADER},additional_credentials_info\r\n{ROOT_ROW},N/A\r\n");
    let wrapped = format!(r#"{{"Content": "{}", "ReportFormat": "text/csv"}}"#, STANDARD.encode(&plain));
    for text in [plain, newer, wrapped] {
        let report = read(&Source::new("report", text.as_str()));
        assert_eq!(places(&report), [""; 0], "{text}");
        let root = &report.users[0];
        assert!(root.is_root());
        assert_eq!((root.has_password, root.has_mfa), (None, Some(false)));
        assert_eq!(root.password_changed, Last::Unknown);
        assert_eq!((root.keys.len(), root.keys[0].number, root.keys[0].used), (1, 1, Last::Never));
    }
}

#[test]
fn what_is_missing_or_wrong_is_told_with_its_place_and_the_rest_is_read() {
    let header = HEADER.replace(",mfa_active", "");
    let row = ROOT_ROW.replace(",FALSE,", ",").replace("2026-11-01T00:00:00+00:00", "yesterday");
    let text = format!("{header}\n{row}\nana,nowhere\nben,arn:aws:iam::123456789012:user/ben,maybe\n");
    let report = read(&Source::new("report.csv", text.as_str()));
    let expected = [
        "report.csv:1:1: error[INVALID_CREDENTIAL_REPORT]: the column `mfa_active` is missing; nothing is said of it",
        "report.csv:2:87: error[INVALID_CREDENTIAL_REPORT]: `password_last_used` is no time",
        "report.csv:3:1: error[INVALID_CREDENTIAL_REPORT]: the row has no ARN in the column `arn`",
        "report.csv:4:1: error[INVALID_CREDENTIAL_REPORT]: the row has 3 fields; there are 21 columns",
        "report.csv:4:40: error[INVALID_CREDENTIAL_REPORT]: `user_creation_time` is no time",
    ];
    assert_eq!(places(&report), expected);
    let names: Vec<&str> = report.users.iter().map(|user| user.name.as_str()).collect();
    assert_eq!(names, ["<root_account>", "ben"]);
}

#[test]
fn what_is_no_report_is_refused() {
    for text in ["", "a,b\n1,2\n", "{}", r#"{"Content": 1}"#, r#"{"Content": "?"}"#, "{"] {
        let report = read(&Source::new("report", text));
        assert_eq!((report.users.len(), report.faults.len()), (0, 1), "{text}");
    }
}

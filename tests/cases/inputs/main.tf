# Über alles: policies
variable "bucket" { type = string }

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com", "lambda.${data.aws_partition.current.dns_suffix}"]
    }
    principals {
      type        = "AWS"
      identifiers = var.accounts
    }
    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = ["a"]
    }
    condition {
      test     = "StringEquals"
      variable = "${local.oidc}:aud"
      values   = ["b", var.audience]
    }
  }
}

resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = data.aws_iam_policy_document.trust.json
  inline_policy {
    name   = "x"
    policy = jsonencode({
      Version = "2012-10-17"
      Statement = [
        { Effect = "Allow", Action = ["s3:GetObject"], Resource = "${aws_s3_bucket.b.arn}/*" },
        {
          "Effect" : var.deny ? "Deny" : "Allow"
          "Action" : "s3:*"
          "Resource" : [aws_s3_bucket.b.arn, "arn:aws:s3:::$${aws:username}"]
          Condition = { StringEquals = { "${local.oidc}:sub" = "x", (var.key) = "y" } }
        },
      ]
    })
  }
  dynamic "inline_policy" {
    for_each = var.more
    content {
      policy = inline_policy.value
    }
  }
}

data "aws_iam_policy_document" "read" {
  source_policy_documents = [data.aws_iam_policy_document.trust.json]
  policy_id               = "p"
  statement {
    sid       = ""
    effect    = "Deny"
    actions   = concat(["s3:*"], var.actions)
    resources = ["arn:aws:s3:::home/&{aws:username}/*", "${var.bucket}&{aws:userid}"]
    not_principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
  dynamic "statement" {
    for_each = var.statements
    content {
      actions = statement.value
    }
  }
}

resource "aws_s3_bucket_policy" "b" {
  policy = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
         "Resource": "${aws_s3_bucket.b.arn}/$${aws:username}"},
        ${jsonencode(local.statement)}
      ]
    }
  POLICY
}

resource "aws_sqs_queue_policy" "q" {
  policy = "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"sqs:*\", \"Resource\": \"*\"}]}"
}

resource "aws_sns_topic_policy" "t" {
  policy = local.policy
}

resource "aws_kms_key" "k" {
  policy = var.open ? file("key.json") : null
}

resource "aws_iam_policy" "loop" {
  policy = <<EOF2
{"Statement": [%{ for arn in var.arns }{"Effect": "Allow", "Action": "*", "Resource": "${arn}"},%{ endfor }]}
EOF2
}

resource "aws_organizations_policy" "o" {
  type    = var.type
  content = "{}"
}

resource "aws_organizations_policy" "scp" {
  content = jsonencode({ Version = "2012-10-17", Statement = local.statements })
}

//! XML as a list of its elements.

use quick_xml::Reader;
use quick_xml::events::Event;

/// Name, attributes and text.
pub(crate) type Element = (String, Vec<(String, String)>, String);

/// An attribute's value; empty where it has none.
pub(crate) fn attribute(element: &Element, key: &str) -> String {
    element.1.iter().find(|it| it.0 == key).map(|it| it.1.clone()).unwrap_or_default()
}

/// The elements of a document in order.
pub(crate) fn elements(xml: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(xml);
    let mut elements: Vec<Element> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return elements,
            Event::Start(start) | Event::Empty(start) => {
                let attributes = start.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    let key = String::from_utf8(attribute.key.as_ref().to_vec()).unwrap();
                    let raw = String::from_utf8(attribute.value.to_vec()).unwrap();
                    (key, quick_xml::escape::unescape(&raw).unwrap().into_owned())
                });
                let name = String::from_utf8(start.name().as_ref().to_vec()).unwrap();
                elements.push((name, attributes.collect(), String::new()));
            }
            Event::Text(text) => {
                if let Some(last) = elements.last_mut() {
                    last.2.push_str(std::str::from_utf8(&text).unwrap());
                }
            }
            Event::GeneralRef(entity) => {
                let entity = format!("&{};", std::str::from_utf8(&entity).unwrap());
                elements.last_mut().unwrap().2.push_str(&quick_xml::escape::unescape(&entity).unwrap());
            }
            _ => {}
        }
    }
}

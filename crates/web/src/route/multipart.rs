//! A form with files comes in parts (RFC 7578). The parts without a file name are fields like any other; the parts with one are files. Whatever cannot
//! be read as parts is no field, and what was typed in the parts before it is kept.

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::http::request::Parts;
use casework::partner::Upload;
use multer::Multipart;

use super::Fields;

/// The most parts of a form: fields and files.
const MOST_PARTS: usize = 500;

/// What was sent, as fields and files.
pub(super) struct Parted {
    /// The fields.
    pub fields: Fields,
    /// The files. A field for files in which none was chosen is no file.
    pub files: Vec<Upload>,
    /// What tells one sending from another: the body, or what its parts hold, because browsers part each sending of the same form differently.
    pub content: Vec<u8>,
}

/// Takes a body apart, whichever way it was sent.
pub(super) fn parted(head: &Parts, body: &Bytes) -> Parted {
    let kind = head.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let Some(boundary) = kind.and_then(|kind| multer::parse_boundary(kind).ok()) else {
        return Parted { fields: Fields::read(body), files: Vec::new(), content: body.to_vec() };
    };
    let parts = Multipart::new(Body::from(body.clone()).into_data_stream(), boundary);
    // The whole body is here already, so nothing is waited for; pages are answered on threads that may block.
    let (pairs, files) = tokio::runtime::Handle::current().block_on(read(parts));
    let mut content = Vec::new();
    let mut add = |text: &[u8]| {
        content.extend(text.len().to_be_bytes());
        content.extend(text);
    };
    for (name, value) in &pairs {
        add(name.as_bytes());
        add(value.as_bytes());
    }
    for file in &files {
        add(file.name.as_bytes());
        add(&file.bytes);
    }
    Parted { fields: Fields::from(pairs), files, content }
}

async fn read(mut parts: Multipart<'_>) -> (Vec<(String, String)>, Vec<Upload>) {
    let (mut pairs, mut files) = (Vec::new(), Vec::new());
    while let Ok(Some(part)) = parts.next_field().await {
        if pairs.len() + files.len() >= MOST_PARTS {
            break;
        }
        let (name, file) = (part.name().map(str::to_owned), part.file_name().map(str::to_owned));
        let Ok(bytes) = part.bytes().await else { break };
        match (name, file) {
            // Browsers send an empty part for a field of files in which none was chosen.
            (_, Some(file)) if file.is_empty() && bytes.is_empty() => {}
            (Some(_), Some(name)) => files.push(Upload { name, bytes: bytes.to_vec() }),
            (Some(name), None) => {
                let value = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
                pairs.push((name, value));
            }
            (None, _) => {}
        }
    }
    (pairs, files)
}

#[cfg(test)]
mod tests {
    use super::parted;
    use axum::body::Bytes;
    use axum::http::Request;

    const FORM: &str = "--x\r\nContent-Disposition: form-data; name=\"words-0\"\r\n\r\nSeen\r\non Monday\r\n\
        --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"..\\..\\a.txt\"\r\nContent-Type: image/png\r\n\r\nA\0B\r\n\
        --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n";

    async fn take(kind: &str, body: &str) -> (Vec<(String, String)>, Vec<(String, Vec<u8>)>, Vec<u8>) {
        let (head, ()) = Request::builder().header("content-type", kind).body(()).unwrap().into_parts();
        let body = Bytes::from(body.to_owned());
        let parted = tokio::task::spawn_blocking(move || parted(&head, &body)).await.unwrap();
        let files = parted.files.into_iter().map(|file| (file.name, file.bytes));
        (parted.fields.pairs().to_vec(), files.collect(), parted.content)
    }

    #[test]
    fn fields_and_files_come_out_of_their_parts() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let pair = ("words-0".to_owned(), "Seen\non Monday".to_owned());
            let whole = format!("{FORM}--x--\r\n");
            let (pairs, files, content) = take("multipart/form-data; boundary=x", &whole).await;
            assert_eq!(pairs, std::slice::from_ref(&pair));
            assert_eq!(files, [("..\\..\\a.txt".to_owned(), b"A\0B".to_vec())]);
            // The same form parted otherwise is the same sending.
            let other = whole.replace("--x", "--other");
            let (.., again) = take("multipart/form-data; boundary=other", &other).await;
            assert_eq!(content, again);
            // Cut off in the middle: what came before is kept.
            for cut in [FORM, &whole[..whole.len() / 2], "", "--x", "nothing"] {
                let (pairs, ..) = take("multipart/form-data; boundary=x", cut).await;
                assert!(pairs.is_empty() || pairs == std::slice::from_ref(&pair), "{cut:?}");
            }
            let (pairs, files, content) = take("application/x-www-form-urlencoded", "words-0=Seen").await;
            assert_eq!((pairs.len(), files.len()), (1, 0));
            assert_eq!(content, b"words-0=Seen");
        });
    }
}

//! A form with files comes in parts (RFC 7578). The parts without a file name are fields like any other; the parts with one are files. Whatever cannot
//! be read as parts is no field, and what was typed in the parts before it is kept.

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::{Body, Bytes, HttpBody};
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
    /// More was sent than is taken: what was typed before that stands in the fields.
    pub cut: bool,
}

impl Parted {
    /// A form without files, as it came.
    pub fn whole(body: &[u8]) -> Self {
        Parted { fields: Fields::read(body), files: Vec::new(), content: body.to_vec(), cut: false }
    }
}

/// Takes a body apart as it comes, whichever way it was sent; no more than `most` bytes of it. Files stand at the end of our forms, so that a file
/// that is too large takes nothing with it that was typed.
pub(super) async fn parted(head: &Parts, body: Body, most: usize) -> Parted {
    let (body, cut) = gathered(body, most).await;
    let kind = head.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let Some(boundary) = kind.and_then(|kind| multer::parse_boundary(kind).ok()) else {
        return Parted { cut, ..Parted::whole(&body) };
    };
    let (pairs, files) = read(Multipart::new(Body::from(body).into_data_stream(), boundary)).await;
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
    Parted { fields: Fields::from(pairs), files, content, cut }
}

/// The beginning of a body, and whether there was more. The rest is heard to its end, within reason, so that the browser hears the answer.
async fn gathered(mut body: Body, most: usize) -> (Bytes, bool) {
    let (mut kept, mut heard) = (Vec::new(), 0);
    while let Some(Ok(frame)) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let Ok(part) = frame.into_data() else { continue };
        heard += part.len();
        kept.extend_from_slice(&part[..part.len().min(most - kept.len())]);
        if heard > most.saturating_mul(HEARD) {
            break;
        }
    }
    (Bytes::from(kept), heard > most)
}

/// How many times what is taken is heard.
const HEARD: usize = 10;

async fn read(mut parts: Multipart<'_>) -> (Vec<(String, String)>, Vec<Upload>) {
    let (mut pairs, mut files) = (Vec::new(), Vec::new());
    while pairs.len() + files.len() < MOST_PARTS {
        let Ok(Some(part)) = parts.next_field().await else { break };
        let (name, file) = (part.name().map(str::to_owned), part.file_name().map(str::to_owned));
        // A part that is cut off is none.
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
    use axum::body::Body;
    use axum::http::Request;

    const FORM: &str = "--x\r\nContent-Disposition: form-data; name=\"words-0\"\r\n\r\nSeen\r\non Monday\r\n\
        --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"..\\..\\a.txt\"\r\nContent-Type: image/png\r\n\r\nA\0B\r\n\
        --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n";

    async fn take(
        kind: &str,
        body: &str,
        most: usize,
    ) -> (Vec<(String, String)>, Vec<(String, Vec<u8>)>, Vec<u8>, bool) {
        let (head, ()) = Request::builder().header("content-type", kind).body(()).unwrap().into_parts();
        let parted = parted(&head, Body::from(body.to_owned()), most).await;
        let files = parted.files.into_iter().map(|file| (file.name, file.bytes));
        (parted.fields.pairs().to_vec(), files.collect(), parted.content, parted.cut)
    }

    #[test]
    fn fields_and_files_come_out_of_their_parts() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let pair = ("words-0".to_owned(), "Seen\non Monday".to_owned());
            let whole = format!("{FORM}--x--\r\n");
            let (pairs, files, content, cut) = take("multipart/form-data; boundary=x", &whole, 10_000).await;
            assert!(!cut);
            assert_eq!(pairs, std::slice::from_ref(&pair));
            assert_eq!(files, [("..\\..\\a.txt".to_owned(), b"A\0B".to_vec())]);
            // The same form parted otherwise is the same sending.
            let other = whole.replace("--x", "--other");
            let (_, _, again, _) = take("multipart/form-data; boundary=other", &other, 10_000).await;
            assert_eq!(content, again);
            // Cut off in the middle: what came before is kept.
            for cut in [FORM, &whole[..whole.len() / 2], "", "--x", "nothing"] {
                let (pairs, ..) = take("multipart/form-data; boundary=x", cut, 10_000).await;
                assert!(pairs.is_empty() || pairs == std::slice::from_ref(&pair), "{cut:?}");
            }
            // A file that is too large: what was typed before it is kept.
            let large = whole.replace("A\0B", &"A".repeat(2_000));
            let (pairs, files, _, cut) = take("multipart/form-data; boundary=x", &large, 1_000).await;
            assert_eq!((pairs.as_slice(), files.len(), cut), (std::slice::from_ref(&pair), 0, true));
            let (pairs, files, content, _) =
                take("application/x-www-form-urlencoded", "words-0=Seen", 100).await;
            assert_eq!((pairs.len(), files.len()), (1, 0));
            assert_eq!(content, b"words-0=Seen");
        });
    }
}

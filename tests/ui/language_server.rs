//! rust-analyzer as an editor has it: a server that is asked about a text and answers.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use serde_json::{Value, json};

/// Nothing takes as long as this. It only ends a test whose server has stopped talking.
const SILENCE: Duration = Duration::from_secs(600);

/// The text has changed while it was looked at, or is looked at for the first time: to be asked again.
const CONTENT_MODIFIED: i64 = -32801;

/// A server that runs; it ends with this.
pub(crate) struct Server {
    process: Child,
    input: ChildStdin,
    told: Receiver<Value>,
    asked: u64,
    /// Whether it has read and built all that it needs.
    ready: bool,
}

impl Server {
    /// Starts one for a crate, and waits until it knows the crate. What it builds goes to `target`.
    pub(crate) fn of(folder: &Path, target: &Path) -> Server {
        let mut process = Command::new("rust-analyzer")
            .env("CARGO_TARGET_DIR", target)
            .env_remove("RUSTFLAGS")
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("rust-analyzer runs");
        let (input, output) = (process.stdin.take().expect("it is asked"), process.stdout.take().expect("it answers"));
        let (tell, told) = channel();
        std::thread::spawn(move || listen(output, &tell));
        let mut server = Server { process, input, told, asked: 0, ready: false };
        server.ask(
            "initialize",
            json!({
                "processId": std::process::id(),
                "rootUri": uri(folder),
                "capabilities": { "experimental": { "serverStatusNotification": true } },
                "initializationOptions": {
                    "checkOnSave": false,
                    "cachePriming": { "enable": false },
                    "completion": { "autoimport": { "enable": false }, "postfix": { "enable": false } },
                },
            }),
        );
        server.send(json!({ "method": "initialized", "params": {} }));
        server
    }

    /// Shows it the text of a file.
    pub(crate) fn open(&mut self, file: &Path, text: &str) {
        let document = json!({ "uri": uri(file), "languageId": "rust", "version": 1, "text": text });
        self.send(json!({ "method": "textDocument/didOpen", "params": { "textDocument": document } }));
    }

    /// What it offers at a place, by what an editor shows of it.
    pub(crate) fn completions(&mut self, file: &Path, (line, column): (usize, usize)) -> Vec<String> {
        let place = json!({ "line": line, "character": column });
        let answer =
            self.ask("textDocument/completion", json!({ "textDocument": { "uri": uri(file) }, "position": place }));
        let items = answer["items"].as_array().or_else(|| answer.as_array()).cloned().unwrap_or_default();
        items.iter().filter_map(|item| Some(item["label"].as_str()?.to_owned())).collect()
    }

    /// The answer that it gives when it is ready.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        loop {
            while method != "initialize" && !self.ready {
                let told = self.hear();
                self.take(&told);
            }
            self.asked += 1;
            let id = self.asked;
            self.send(json!({ "id": id, "method": method, "params": params.clone() }));
            let answer = loop {
                let told = self.hear();
                if told["id"] == id && told.get("method").is_none() {
                    break told;
                }
                self.take(&told);
            };
            if answer["error"]["code"] != CONTENT_MODIFIED && (self.ready || method == "initialize") {
                assert!(answer.get("error").is_none(), "{method}: {answer}");
                return answer["result"].clone();
            }
        }
    }

    fn hear(&self) -> Value {
        self.told.recv_timeout(SILENCE).expect("rust-analyzer says something")
    }

    /// What it tells or asks by itself.
    fn take(&mut self, told: &Value) {
        if told["method"] == "experimental/serverStatus" {
            assert_ne!(told["params"]["health"], "error", "{told}");
            self.ready = told["params"]["quiescent"] == true;
        } else if let (Some(id), Some(_)) = (told.get("id"), told.get("method")) {
            self.send(json!({ "id": id, "result": null }));
        }
    }

    fn send(&mut self, mut message: Value) {
        message["jsonrpc"] = json!("2.0");
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("rust-analyzer listens");
        self.input.flush().expect("rust-analyzer listens");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has nothing to save, and may be gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Hands on what the server says, one message at a time, until it says no more.
fn listen(output: ChildStdout, tell: &Sender<Value>) {
    let mut output = BufReader::new(output);
    while let Some(told) = message(&mut output) {
        if tell.send(told).is_err() {
            break;
        }
    }
}

/// `Content-Length: 3`, an empty line, and three bytes.
fn message(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        output.read_line(&mut line).ok().filter(|read| *read > 0)?;
        match line.trim() {
            "" => break,
            line => length = line.strip_prefix("Content-Length: ").map_or(Some(length), |text| text.parse().ok())?,
        }
    }
    let mut text = vec![0; length];
    output.read_exact(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

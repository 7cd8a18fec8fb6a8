-- A file of version 1, as the program wrote it.
PRAGMA application_id = 1198486890;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE cell (
    form TEXT NOT NULL CHECK (length(form) <= 200),
    row_id TEXT NOT NULL CHECK (length(row_id) BETWEEN 1 AND 200),
    column_key TEXT NOT NULL CHECK (length(column_key) <= 200),
    text TEXT NOT NULL CHECK (typeof(text) = 'text' AND length(text) <= 32767),
    fen INTEGER CHECK (fen IS NULL OR (typeof(fen) = 'integer' AND abs(fen) < 100000000000000000)),
    slack INTEGER NOT NULL CHECK (typeof(slack) = 'integer' AND slack BETWEEN 0 AND 100000000000000000),
    PRIMARY KEY (form, row_id, column_key)
) WITHOUT ROWID;
INSERT INTO "cell" VALUES('table03','r1','total','2.25',2250000,5000);
INSERT INTO "cell" VALUES('table03','total','total','1.25',1250000,5000);
CREATE TABLE detail_row (
    form TEXT NOT NULL CHECK (length(form) <= 200),
    row_id TEXT NOT NULL CHECK (length(row_id) BETWEEN 1 AND 200),
    block TEXT NOT NULL CHECK (length(block) <= 200),
    kind TEXT NOT NULL CHECK (length(kind) <= 200),
    code TEXT NOT NULL CHECK (typeof(code) = 'text' AND length(code) <= 32767),
    label TEXT NOT NULL CHECK (typeof(label) = 'text' AND length(label) <= 32767),
    texts TEXT NOT NULL CHECK (typeof(texts) = 'text' AND length(texts) <= 1000000),
    withheld INTEGER NOT NULL CHECK (withheld IN (0, 1)),
    position INTEGER NOT NULL CHECK (typeof(position) = 'integer'),
    PRIMARY KEY (form, row_id)
) WITHOUT ROWID;
INSERT INTO "detail_row" VALUES('table03','r1','main','function_item','2240101','行政运行','{}',0,0);
INSERT INTO "detail_row" VALUES('table03','r2','main','function_item','2240199','其他应急管理支出','{}',0,-4294967296);
CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    time TEXT NOT NULL,
    who TEXT NOT NULL CHECK (length(who) <= 200),
    action TEXT NOT NULL CHECK (action IN ('do', 'undo', 'redo')),
    depth INTEGER NOT NULL CHECK (depth >= 0),
    edit TEXT NOT NULL,
    hash TEXT NOT NULL CHECK (length(hash) = 64)
);
INSERT INTO "history" VALUES(1,'2026-11-23T17:46:02.755256+00:00','王会计','do',1,'{"label":"插入 r1","cause":"行操作","changes":[{"type":"row_insert","form":"table03","index":0,"row":{"id":"r1","block":"main","kind":"function_item","code":"2240101","label":"行政运行","texts":{},"withheld":false}}]}','31f015afd9c09bab48d58077f8ed09e1ad06194d7a09e1887534f2a8eeb13f18');
INSERT INTO "history" VALUES(2,'2026-11-23T17:46:02.757934+00:00','王会计','do',2,'{"label":"插入 r2","cause":"行操作","changes":[{"type":"row_insert","form":"table03","index":0,"row":{"id":"r2","block":"main","kind":"function_item","code":"2240199","label":"其他应急管理支出","texts":{},"withheld":false}}]}','d27798a9751cfcdfc9b546704f5d74a45718e84b9ea89287f3d0ebca5dbb1760');
INSERT INTO "history" VALUES(3,'2026-11-23T17:46:02.759699+00:00','王会计','do',3,'{"label":"粘贴 2 个单元格","cause":"粘贴","changes":[{"type":"cell","form":"table03","row":"r1","column":"total","old":null,"new":["2.25",2250000,5000]},{"type":"cell","form":"table03","row":"total","column":"total","old":null,"new":["1.25",1250000,5000]}]}','05b291c0a61a5ead18a07755ea24b98cb44a0ace659da7a63f89de0d6a6c8ff1');
INSERT INTO "history" VALUES(4,'2026-11-23T17:46:02.761561+00:00','王会计','do',4,'{"label":"录入 9.25","cause":"录入","changes":[{"type":"cell","form":"table03","row":"total","column":"total","old":["1.25",1250000,5000],"new":["9.25",9250000,5000]}]}','54c1f5d38a38f5040587ea2528f35b550828f6d490b9514ecf9d784df9ba6132');
INSERT INTO "history" VALUES(5,'2026-11-23T17:46:02.763250+00:00','王会计','undo',3,'{"label":"录入 9.25","cause":"录入","changes":[{"type":"cell","form":"table03","row":"total","column":"total","old":["9.25",9250000,5000],"new":["1.25",1250000,5000]}]}','eb5c106782647a53973e6705d38e604cf47cb7999f146a150ec45846e66cee95');
CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL CHECK (typeof(value) = 'text' AND length(value) <= 1000000)
) WITHOUT ROWID;
INSERT INTO "meta" VALUES('created','2026-11-23T17:46:02.745792+00:00');
INSERT INTO "meta" VALUES('document_id','1cbdd237aa8a4ca0b7f622c330b38851');
INSERT INTO "meta" VALUES('pack','shanxi_2025');
INSERT INTO "meta" VALUES('view','{"zoom":1.25}');
CREATE TABLE setting (
    key TEXT NOT NULL PRIMARY KEY CHECK (length(key) <= 200),
    value TEXT NOT NULL CHECK (typeof(value) = 'text' AND length(value) <= 32767)
) WITHOUT ROWID;
INSERT INTO "setting" VALUES('department','昔阳县应急管理局');
INSERT INTO "setting" VALUES('department_code','039');
INSERT INTO "setting" VALUES('year','2025');
CREATE TRIGGER history_keeps_lines BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_keeps_words BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
COMMIT;

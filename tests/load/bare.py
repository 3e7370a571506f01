"""What there is to compare with: a bare Flask page that reads one SQLite row, and one that writes one durably."""

import os
import sqlite3

from flask import Flask

app = Flask(__name__)
DATABASE = os.environ["BARE_DATABASE"]


def connect() -> sqlite3.Connection:
    connection = sqlite3.connect(DATABASE, isolation_level=None, timeout=10)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


@app.get("/")
def read() -> str:
    connection = connect()
    try:
        return f"<p>{connection.execute('select value from thing where id = 1').fetchone()[0]}</p>"
    finally:
        connection.close()


@app.post("/")
def write() -> str:
    connection = connect()
    try:
        connection.execute("update thing set value = value + 1 where id = 1")
        return "<p>ok</p>"
    finally:
        connection.close()

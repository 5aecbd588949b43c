"""HUB_PASSWORD=… python3 stomp_consumer.py 127.0.0.1 61616 konsument hod.tilskuddsrapport"""
import os, socket, sys, threading

host, port, user, queue = sys.argv[1:]
broker = socket.create_connection((host, int(port)))
received = broker.makefile("rb")

def send(*lines):
    broker.sendall(("\n".join(lines) + "\n\n\0").encode())

def frame():
    text = b"".join(iter(lambda: received.read(1) or sys.exit("the broker closed the connection"), b"\0"))
    head, _, body = text.decode().lstrip("\n").partition("\n\n")
    return dict(line.split(":", 1) for line in reversed(head.split("\n")[1:])), head, body

def beat():  # without a sign of life the broker closes the connection after a minute
    while not threading.Event().wait(10):
        broker.sendall(b"\n")

send("CONNECT", "accept-version:1.2", "host:hub", "heart-beat:10000,0",
     f"login:{user}", f"passcode:{os.environ['HUB_PASSWORD']}")
send("SUBSCRIBE", "id:1", f"destination:{queue}", "ack:client-individual")
threading.Thread(target=beat, daemon=True).start()
while True:
    headers, head, body = frame()
    if head.startswith("MESSAGE"):
        print(headers["referanse"], body, flush=True)
        send("ACK", f"id:{headers['ack']}")  # only now does the message leave the queue: do your work before this line
    elif head.startswith("ERROR"):
        sys.exit(head + "\n" + body)

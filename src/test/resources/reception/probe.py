"""Tries, as somebody outside, what no sender may. Usage: probe.py PART PORT FOLDER-WITH-KEYS.

Prints "GOT …" for everything that it got and should not have, and what each part ends with.
"""
import logging
import socket
import struct
import sys
import time

import paramiko

PART, PORT, KEYS = sys.argv[1], int(sys.argv[2]), sys.argv[3]
logging.getLogger("paramiko").addHandler(logging.NullHandler())
logging.getLogger("paramiko").propagate = False


def key(name="key"):
    kind = paramiko.Ed25519Key if name in ("key", "other") else paramiko.RSAKey
    return kind(filename=KEYS + "/" + name)


def transport(source="127.0.0.1"):
    connection = socket.create_connection(("127.0.0.1", PORT), timeout=10, source_address=(source, 0))
    opened = paramiko.Transport(connection)
    opened.banner_timeout = opened.auth_timeout = 10
    return opened


def sign_in(source="127.0.0.1", user="solvik", with_key=None):
    opened = transport(source)
    try:
        opened.start_client(timeout=10)
        opened.auth_publickey(user, with_key or key())
    except Exception:
        opened.close()
        raise
    return opened


def sftp(opened):
    return paramiko.SFTPClient.from_transport(opened)


def gets(what, action):
    try:
        got = action()
    except Exception:
        return False
    print("GOT", what, got)
    return True


def comes_in(source="127.0.0.1"):
    opened = sign_in(source)
    try:
        return sorted(sftp(opened).listdir("/")) == ["inn", "kvittering"]
    finally:
        opened.close()


def traversal():
    opened = sign_in()
    client = sftp(opened)
    paths = ["../../secret.xml", "/../../../etc/passwd", "/etc/passwd", "inn/../../secret.xml", "kvittering/../../../secret.xml",
             "/kvittering/..//..//ledger.mv.db", "inn/%2e%2e/%2e%2e/secret.xml", "..\\..\\secret.xml", "inn/\u2024\u2024/x/y",
             "~root/x", "/proc/self/environ", "/senders/fjordby/kvittering/svar.json", "../fjordby/kvittering/svar.json",
             "kvittering/../fjordby/svar.json", "a" * 5000, "\x00/etc/passwd", "inn/x\x00.xml", "inn/" + "x/" * 500,
             "kvittering/svar.json/../../../secret.xml", "inn/..;/secret.xml", "/inn/x\n.xml"]
    for path in paths:
        for name, action in {
            "stat": lambda: client.stat(path), "lstat": lambda: client.lstat(path), "read": lambda: client.open(path).read(),
            "write": lambda: client.open(path, "w").close(), "append": lambda: client.open(path, "a").close(),
            "list": lambda: client.listdir(path), "remove": lambda: client.remove(path), "mkdir": lambda: client.mkdir(path),
            "rmdir": lambda: client.rmdir(path), "chmod": lambda: client.chmod(path, 0o777),
            "truncate": lambda: client.truncate(path, 0), "utime": lambda: client.utime(path, (1, 1)),
            "rename to": lambda: client.rename("inn/x.part", path), "rename": lambda: client.rename(path, "inn/stolen.xml"),
            "posix rename": lambda: client.posix_rename("inn/x.part", path), "readlink": lambda: client.readlink(path),
        }.items():
            gets(name + " " + repr(path[:40]), action)
    opened.close()
    print("tried")


def links_and_rights():
    opened = sign_in()
    client = sftp(opened)
    for target in ("/etc/passwd", "../../secret.xml", "inn/x.part", "/kvittering"):
        gets("symlink", lambda: client.symlink(target, "inn/l.xml"))
        gets("symlink", lambda: client.symlink(target, "kvittering/l.xml"))
        gets("hard link", lambda: client._request(paramiko.sftp.CMD_EXTENDED, "hardlink@openssh.com", target, "inn/h.xml"))
    for extension in ("statvfs@openssh.com", "lsetstat@openssh.com", "copy-data", "copy-file", "home-directory", "vendor-id",
                      "expand-path@openssh.com", "limits@openssh.com", "users-groups-by-id@openssh.com", "md5-hash", "check-file"):
        gets(extension, lambda: client._request(paramiko.sftp.CMD_EXTENDED, extension, "inn/x.part", "inn/y.part"))
    gets("chmod", lambda: client.chmod("inn/x.part", 0))
    gets("chown", lambda: client.chown("inn/x.part", 0, 0))
    gets("chmod", lambda: client.chmod("kvittering/svar.json", 0o777))
    gets("across", lambda: client.rename("inn/x.part", "kvittering/x.part"))
    gets("across", lambda: client.posix_rename("kvittering/svar.json", "inn/svar.json"))
    gets("write", lambda: client.open("kvittering/new.json", "w").close())
    gets("read", lambda: client.open("inn/x.part").read())
    gets("grow", lambda: client.truncate("inn/x.part", 1 << 40))
    opened.close()
    print("tried")


def beyond_sftp():
    opened = sign_in()

    def channel(ask):
        asked = opened.open_session(timeout=5)
        asked.settimeout(2)
        try:
            ask(asked)
            return asked.recv(100) or 1 / 0
        finally:
            asked.close()

    gets("exec", lambda: channel(lambda c: c.exec_command("id")))
    gets("shell", lambda: channel(lambda c: (c.get_pty(), c.invoke_shell())))
    for name in ("netconf", "shell", "scp", "publickey", "sftp-server", "SFTP ", ""):
        gets("subsystem " + name, lambda: channel(lambda c: c.invoke_subsystem(name)))
    gets("x11", lambda: channel(lambda c: c.request_x11()))
    for kind in ("direct-tcpip", "forwarded-tcpip"):
        gets(kind, lambda: opened.open_channel(kind, ("127.0.0.1", PORT), ("127.0.0.1", 1), timeout=5))
    for kind in ("auth-agent@openssh.com", "tun@openssh.com", "direct-streamlocal@openssh.com", "x11", "rexec"):
        gets(kind, lambda: opened.open_channel(kind, timeout=5))
    gets("remote forward", lambda: opened.request_port_forward("127.0.0.1", 0))
    for request in ("streamlocal-forward@openssh.com", "tcpip-forward", "hostkeys-prove-00@openssh.com"):
        gets(request, lambda: opened.global_request(request, ("x", 1)) or 1 / 0)
    opened.close()
    print("tried")


def other_ways_to_sign_in():
    for method in (lambda t: t.auth_password("solvik", "solvik"), lambda t: t.auth_password("root", ""),
                   lambda t: t.auth_interactive("solvik", lambda *x: []), lambda t: t.auth_none("solvik")):
        opened = transport()
        opened.start_client(timeout=10)
        try:
            method(opened)
            print("GOT in")
        except paramiko.BadAuthenticationType as e:
            if e.allowed_types != ["publickey"]:
                print("GOT", e.allowed_types)
        opened.close()
    print("tried")


def weak_algorithms():
    weak = {"kex": ["diffie-hellman-group1-sha1", "diffie-hellman-group14-sha1", "diffie-hellman-group-exchange-sha1",
                    "diffie-hellman-group-exchange-sha256", "diffie-hellman-group14-sha256"],
            "ciphers": ["3des-cbc", "aes128-cbc", "aes256-cbc", "blowfish-cbc"],
            "digests": ["hmac-sha1", "hmac-md5", "hmac-sha1-96", "hmac-md5-96"], "key_types": ["ssh-rsa", "ssh-dss"]}
    for kind, names in weak.items():
        for name in names:
            opened = transport()
            try:
                setattr(opened.get_security_options(), kind, (name,))
            except ValueError:
                continue
            gets(name, lambda: opened.start_client(timeout=10))
            opened.close()
    gets("short key", lambda: sign_in("127.0.0.2", with_key=key("short")))
    print("tried")


def other_peoples_keys():
    for i, user in enumerate(("fjordby", "root", "", "solvik/../fjordby", "*", "SOLVIK", "solvik\x00", "x" * 10000)):
        gets("in as " + user[:10], lambda: sign_in("127.0.0.%d" % (30 + i), user))
    print("tried")


def brute_force():
    print("kept out" if tries_until(lambda: refused("127.0.0.9", key("other")) == "at the door") else "let in for ever")
    print("and with the right key" if refused("127.0.0.9", key()) == "at the door" else "GOT in after that")
    print("another address comes in" if comes_in("127.0.0.1") else "locked out")
    print("comes in when that is forgotten" if tries_until(lambda: refused("127.0.0.9", key()) is None) else "locked out")


def refused(source, with_key):
    try:
        sign_in(source, with_key=with_key).close()
        return None
    except paramiko.AuthenticationException:
        return "as nobody"
    except (paramiko.SSHException, EOFError, OSError):
        return "at the door"


def tries_until(done):
    for _ in range(60):
        if done():
            return True
        time.sleep(0.1)
    return False


def crowd():
    silent = [socket.create_connection(("127.0.0.1", PORT), source_address=("127.0.0.%d" % (10 + i % 3), 0)) for i in range(60)]
    print("in from the same address" if comes_in("127.0.0.10") else "locked out")
    print("in from another" if comes_in("127.0.0.20") else "locked out")
    for connection in silent:
        connection.close()


def sessions():
    opened = [sign_in() for _ in range(8)]
    print(len(opened), "sessions")
    ninth = transport()
    ninth.start_client(timeout=10)
    heard = []
    ninth._log = lambda level, text, *args: heard.append(text % args if args else str(text))
    try:
        ninth.auth_publickey("solvik", key())
        print("GOT in")
    except Exception:
        told = [line for line in heard if "forbindelser" in line]
        print(told[0].split(": ", 1)[-1] if told else heard)
    for session in opened:
        session.close()


def channels():
    opened = sign_in()
    got = []
    for _ in range(20):
        try:
            got.append(opened.open_session(timeout=5))
        except (paramiko.SSHException, EOFError):
            break
    print(len(got), "channels")
    opened.close()


def handles():
    opened = [sign_in(), sign_in()]
    counts = []
    for session in opened:
        client, count = sftp(session), 0
        try:
            while count < 300:
                client._request(paramiko.sftp.CMD_OPENDIR, "/inn")
                count += 1
        except IOError as e:
            counts.append((count, str(e)))
    print("%d handles, then %s" % counts[0])
    print(counts[1][0], "in a second session")
    for session in opened:
        session.close()


def requests():
    opened = sign_in()
    channel = opened.open_session(timeout=5)
    channel.settimeout(5)
    channel.invoke_subsystem("sftp")
    channel.sendall(struct.pack(">IBI", 5, 1, 3))
    stat = struct.pack(">IBII", 10, 16, 1, 1) + b"/"
    try:
        for _ in range(200):
            channel.sendall(stat * 2000)
    except (OSError, EOFError):
        pass
    print("sent")
    opened.close()


def come_in():
    print("in" if comes_in() else "locked out")


{"traversal": traversal, "links-and-rights": links_and_rights, "beyond-sftp": beyond_sftp,
 "other-ways-to-sign-in": other_ways_to_sign_in, "weak-algorithms": weak_algorithms, "other-peoples-keys": other_peoples_keys,
 "brute-force": brute_force, "crowd": crowd, "sessions": sessions, "channels": channels, "handles": handles,
 "requests": requests, "comes-in": come_in}[PART]()

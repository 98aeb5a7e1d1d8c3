package dev.tule.vnet.dns;

import dev.tule.vnet.packet.Bytes;
import dev.tule.vnet.packet.Ipv4Address;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads questions and writes answers: <a
 * href="https://www.rfc-editor.org/rfc/rfc1035#section-4">RFC 1035, 4</a>.
 */
final class DnsMessage {
    static final int HEADER_BYTES = 12;

    // Response codes (RFC 1035, 4.1.1).
    static final int NO_ERROR = 0;
    static final int FORMAT_ERROR = 1;
    static final int SERVER_FAILURE = 2;
    static final int NAME_ERROR = 3;
    static final int NOT_IMPLEMENTED = 4;
    static final int REFUSED = 5;

    private static final int RESPONSE = 0x8000;
    private static final int OPCODE = 0x7800;
    private static final int AUTHORITATIVE = 0x0400;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int RECURSION_AVAILABLE = 0x0080;
    private static final int INTERNET = 1;
    private static final int MOST_NAME_BYTES = 255;
    private static final int TIME_TO_LIVE_SECONDS = 60;
    private static final int MOST_ADDRESSES = 64;

    private final byte[] bytes;
    private final @Nullable DnsQuestion question;
    private final int questionEnd;

    private DnsMessage(byte[] bytes, @Nullable DnsQuestion question, int questionEnd) {
        this.bytes = bytes;
        this.question = question;
        this.questionEnd = questionEnd;
    }

    /** Null when this is no question that could be answered, not even with an error. */
    static @Nullable DnsMessage read(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || (Bytes.u16(bytes, 2) & RESPONSE) != 0) {
            return null;
        }
        StringBuilder name = new StringBuilder();
        int at = HEADER_BYTES;
        while (Bytes.u16(bytes, 4) == 1 && at < bytes.length) {
            int length = Bytes.u8(bytes, at);
            if (length == 0) {
                boolean whole = at + 5 <= bytes.length;
                if (!whole || Bytes.u16(bytes, at + 3) != INTERNET) {
                    break;
                }
                DnsQuestion asked = new DnsQuestion(name.toString(), Bytes.u16(bytes, at + 1));
                return new DnsMessage(bytes, asked, at + 5);
            }
            // A question's name is the message's first, so it has nothing to point to.
            if (length > 63
                    || at + 1 + length > bytes.length
                    || !append(name, bytes, at + 1, length)) {
                break;
            }
            at += 1 + length;
        }
        return new DnsMessage(bytes, null, HEADER_BYTES);
    }

    private static boolean append(StringBuilder name, byte[] bytes, int at, int length) {
        if (name.length() + length + 1 > MOST_NAME_BYTES) {
            return false;
        }
        if (!name.isEmpty()) {
            name.append('.');
        }
        for (int i = at; i < at + length; i++) {
            char c = (char) Bytes.u8(bytes, i);
            if (c >= 'A' && c <= 'Z') {
                c = (char) (c + ('a' - 'A'));
            }
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '_') {
                return false;
            }
            name.append(c);
        }
        return true;
    }

    /** Null when the message has another count of questions than one, or a strange one. */
    @Nullable DnsQuestion question() {
        return question;
    }

    boolean isQuery() {
        return (Bytes.u16(bytes, 2) & OPCODE) == 0;
    }

    byte[] error(int code) {
        return header(code, 0, false).toByteArray();
    }

    byte[] addresses(List<Ipv4Address> addresses) {
        int count = Math.min(MOST_ADDRESSES, addresses.size());
        ByteArrayOutputStream out = header(NO_ERROR, count, true);
        for (int i = 0; i < count; i++) {
            byte[] value = new byte[4];
            Bytes.put32(value, 0, addresses.get(i).bits());
            record(out, DnsQuestion.A, value);
        }
        return out.toByteArray();
    }

    byte[] name(String name) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        for (String label : name.split("\\.", -1)) {
            byte[] text = label.getBytes(StandardCharsets.US_ASCII);
            value.write(Math.min(63, text.length));
            value.write(text, 0, Math.min(63, text.length));
        }
        value.write(0);
        ByteArrayOutputStream out = header(NO_ERROR, 1, true);
        record(out, DnsQuestion.PTR, value.toByteArray());
        return out.toByteArray();
    }

    byte[] nothing() {
        return header(NO_ERROR, 0, true).toByteArray();
    }

    byte[] noSuchName() {
        return header(NAME_ERROR, 0, true).toByteArray();
    }

    private ByteArrayOutputStream header(int code, int answers, boolean ours) {
        byte[] header = new byte[HEADER_BYTES];
        int kept = Bytes.u16(bytes, 2) & (OPCODE | RECURSION_DESIRED);
        int flags = RESPONSE | RECURSION_AVAILABLE | (ours ? AUTHORITATIVE : 0);
        Bytes.put16(header, 0, Bytes.u16(bytes, 0));
        Bytes.put16(header, 2, kept | flags | code);
        Bytes.put16(header, 4, question == null ? 0 : 1);
        Bytes.put16(header, 6, answers);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header);
        out.write(bytes, HEADER_BYTES, questionEnd - HEADER_BYTES);
        return out;
    }

    private static void record(ByteArrayOutputStream out, int type, byte[] value) {
        byte[] fixed = new byte[12];
        // The name is the question's: a pointer to it.
        Bytes.put16(fixed, 0, 0xc000 | HEADER_BYTES);
        Bytes.put16(fixed, 2, type);
        Bytes.put16(fixed, 4, INTERNET);
        Bytes.put32(fixed, 6, TIME_TO_LIVE_SECONDS);
        Bytes.put16(fixed, 10, value.length);
        out.writeBytes(fixed);
        out.writeBytes(value);
    }
}

package dev.tule.mtv.upload;

import dev.tule.mtv.BadRequest;
import dev.tule.mtv.RequestDataTooBig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a multipart form, delimiter by delimiter, through one buffer. A delimiter's only
 * carriage return is its first byte, so a search never has to go back.
 */
final class PartReader {
    private static final int BUFFER_BYTES = 16 * 1024;

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long left;
    private int start;
    private int end;

    PartReader(InputStream in, String boundary, long limitBytes) {
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.left = limitBytes;
        // The first delimiter may open the content, without the line break before it.
        buffer[0] = '\r';
        buffer[1] = '\n';
        this.end = 2;
    }

    /** Copies up to the next delimiter, and takes that away too. */
    void copyTo(OutputStream out) throws IOException {
        while (true) {
            int found = find();
            if (found >= 0) {
                out.write(buffer, start, found - start);
                start = found + delimiter.length;
                return;
            }
            // All but what could be the beginning of a delimiter.
            int sure = Math.max(0, end - start - delimiter.length + 1);
            out.write(buffer, start, sure);
            start += sure;
            if (!fill()) {
                throw new BadRequest("the form ends before its last delimiter");
            }
        }
    }

    private int find() {
        for (int at = start; at <= end - delimiter.length; at++) {
            if (buffer[at] == '\r' && matches(at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean matches(int at) {
        for (int i = 1; i < delimiter.length; i++) {
            if (buffer[at + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    /** After a delimiter: whether a part follows, or the end. */
    boolean nextPart() throws IOException {
        int first = read();
        int second = read();
        if (first == '-' && second == '-') {
            return false;
        }
        while (first == ' ' || first == '\t') {
            first = second;
            second = read();
        }
        if (first != '\r' || second != '\n') {
            throw new BadRequest("a delimiter is followed by something else than a line break");
        }
        return true;
    }

    /** A line without its break; each byte is a character. */
    String line(int maxBytes) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int b = read();
            if (b == '\r') {
                if (read() != '\n') {
                    throw new BadRequest("a bare carriage return in a part's header");
                }
                return line.toString();
            }
            if (b == '\n' || b == 0) {
                throw new BadRequest("a control character in a part's header");
            }
            if (line.length() >= maxBytes) {
                throw new RequestDataTooBig("a part's header is longer than 8 KiB");
            }
            line.append((char) b);
        }
    }

    private int read() throws IOException {
        if (start == end && !fill()) {
            throw new BadRequest("the form ends early");
        }
        return buffer[start++] & 0xFF;
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        int count = in.read(buffer, end, buffer.length - end);
        if (count < 0) {
            return false;
        }
        left -= count;
        if (left < 0) {
            throw new RequestDataTooBig("the form is longer than the settings allow");
        }
        end += count;
        return true;
    }
}

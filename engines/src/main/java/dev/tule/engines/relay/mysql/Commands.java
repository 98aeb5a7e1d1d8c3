package dev.tule.engines.relay.mysql;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The command phase, from a client to its server: statements are looked at, everything else is
 * passed on as it comes. Of one session.
 */
final class Commands {

    private static final int QUERY = 0x03;
    private static final int PREPARE = 0x16;

    /** A longer statement makes no users. */
    private static final int LONGEST = 64 << 10;

    private static final int LAST_SEQUENCE = 255;
    private static final int BUFFER = 16 << 10;

    private final Statements statements;
    private int sequence;
    private int length;

    Commands(Statements statements) {
        this.statements = statements;
    }

    void copy(InputStream from, OutputStream out) throws IOException {
        BufferedInputStream in = new BufferedInputStream(from, BUFFER);
        byte[] buffer = new byte[BUFFER];
        while (true) {
            byte[] head = in.readNBytes(Packet.HEAD);
            if (head.length < Packet.HEAD) {
                return;
            }
            boolean begins = begins(head);
            sequence = head[3] & 0xFF;
            length = Packet.length(head);
            if (begins && length > 0 && length <= LONGEST) {
                byte[] command = in.readNBytes(length);
                if (command.length < length) {
                    return;
                }
                boolean statement = command[0] == QUERY || command[0] == PREPARE;
                out.write(Packet.framed(0, statement ? statements.rewrite(command) : command));
            } else {
                out.write(head);
                pass(in, out, buffer);
            }
            out.flush();
        }
    }

    /**
     * Commands begin at 0. So do, after 255, the next packets of a file that the server asked for,
     * which ends with an empty one.
     */
    private boolean begins(byte[] head) {
        return head[3] == 0 && !(sequence == LAST_SEQUENCE && length > 0);
    }

    private void pass(InputStream in, OutputStream out, byte[] buffer) throws IOException {
        int left = length;
        while (left > 0) {
            int read = in.read(buffer, 0, Math.min(left, buffer.length));
            if (read < 0) {
                return;
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }
}

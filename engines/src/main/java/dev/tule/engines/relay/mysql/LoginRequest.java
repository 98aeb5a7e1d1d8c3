package dev.tule.engines.relay.mysql;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a client answers to the greeting (Protocol::HandshakeResponse41). Immutable.
 *
 * @param payload all of it
 * @param user who it is
 * @param proof where its answer to the scramble begins
 * @param afterProof where the rest begins
 */
record LoginRequest(
        @SuppressWarnings("ArrayRecordComponent") byte[] payload,
        String user,
        int proof,
        int afterProof) {

    /** Capabilities, the longest packet, a character set, and 23 bytes for later. */
    private static final int HEAD = 32;

    /** The first byte of a length that takes more than one. */
    private static final int LONGER = 0xFB;

    /** Whether it is the beginning of one alone, which TLS follows (Protocol::SSLRequest). */
    static boolean asksTls(Packet packet) {
        return packet.payload().length == HEAD
                && (capabilities(packet.payload()) & Capability.SSL) != 0;
    }

    /**
     * @throws IOException when it is none, or of a client before MySQL 5.5.7
     */
    static LoginRequest of(Packet packet) throws IOException {
        byte[] payload = packet.payload();
        if (payload.length <= HEAD || (capabilities(payload) & Capability.PROTOCOL_41) == 0) {
            throw new IOException("not the protocol of MySQL 4.1 and later");
        }
        int nameEnd = HEAD;
        while (nameEnd < payload.length && payload[nameEnd] != 0) {
            nameEnd++;
        }
        int proof = nameEnd + 1;
        String user = new String(payload, HEAD, nameEnd - HEAD, StandardCharsets.UTF_8);
        return new LoginRequest(payload, user, proof, afterProof(payload, proof));
    }

    private static int afterProof(byte[] payload, int proof) throws IOException {
        int counted = Capability.PLUGIN_AUTH_LENENC_CLIENT_DATA | Capability.SECURE_CONNECTION;
        if ((capabilities(payload) & counted) == 0) {
            throw new IOException("a client before MySQL 4.1.1");
        }
        if (proof >= payload.length) {
            throw new IOException("not MySQL's protocol");
        }
        int first = payload[proof] & 0xFF;
        boolean lenenc = (capabilities(payload) & Capability.PLUGIN_AUTH_LENENC_CLIENT_DATA) != 0;
        int end = proof + 1 + first;
        if (lenenc && first >= LONGER) {
            // FC: two bytes. Nobody's first answer has more.
            if (first != LONGER + 1 || proof + 2 >= payload.length) {
                throw new IOException("not MySQL's protocol");
            }
            end = proof + 3 + ((payload[proof + 1] & 0xFF) | (payload[proof + 2] & 0xFF) << 8);
        }
        if (end > payload.length) {
            throw new IOException("not MySQL's protocol");
        }
        return end;
    }

    private static int capabilities(byte[] payload) {
        return ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    /** Whether the client can be asked for a password in another way than it began with. */
    boolean canSwitch() {
        return (capabilities(payload) & Capability.PLUGIN_AUTH) != 0;
    }

    /** The same of the same user, who proves otherwise who it is. */
    byte[] provedBy(byte[] answer, String plugin) throws IOException {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(payload, 0, proof);
        changed.write(answer.length);
        changed.write(answer);
        int rest = afterProof;
        if ((capabilities(payload) & Capability.CONNECT_WITH_DB) != 0) {
            rest = end(rest);
            changed.write(payload, afterProof, rest - afterProof);
        }
        int attributes = end(rest);
        changed.write(plugin.getBytes(StandardCharsets.US_ASCII));
        changed.write(0);
        changed.write(Arrays.copyOfRange(payload, attributes, payload.length));
        return changed.toByteArray();
    }

    /** Behind the text that begins there; some clients leave the last zero byte out. */
    private int end(int from) {
        int end = from;
        while (end < payload.length && payload[end] != 0) {
            end++;
        }
        return Math.min(end + 1, payload.length);
    }
}

package dev.tule.engines.relay.mysql;

import java.io.IOException;
import java.util.Arrays;

/**
 * What a server says first (Protocol::HandshakeV10). Immutable.
 *
 * @param payload as clients shall see it
 * @param scramble what passwords are hashed with, 20 bytes
 */
@SuppressWarnings("ArrayRecordComponent")
record Greeting(byte[] payload, byte[] scramble) {

    private static final int VERSION = 10;
    private static final int SCRAMBLE = 20;
    private static final int FIRST_PART = 8;

    /** A front reads what clients say. */
    private static final int NOT_OFFERED =
            Capability.COMPRESS | Capability.COMPRESS_ZSTD | Capability.QUERY_ATTRIBUTES;

    static boolean isOne(Packet packet) {
        return packet.type() == VERSION;
    }

    static Greeting of(Packet packet) throws IOException {
        byte[] payload = packet.payload().clone();
        int first = 1 + Packet.text(payload, 1).length() + 1 + Integer.BYTES;
        int lower = first + FIRST_PART + 1;
        int upper = lower + 5;
        int second = upper + 2 + 1 + 10;
        if (payload.length < second + SCRAMBLE - FIRST_PART) {
            throw new IOException("the server greets as servers before MySQL 4.1");
        }
        payload[lower] &= (byte) ~NOT_OFFERED;
        payload[lower + 1] &= (byte) (~NOT_OFFERED >> 8);
        payload[upper] &= (byte) (~NOT_OFFERED >> 16);
        payload[upper + 1] &= (byte) (~NOT_OFFERED >> 24);
        byte[] scramble = Arrays.copyOfRange(payload, first, first + SCRAMBLE);
        System.arraycopy(payload, second, scramble, FIRST_PART, SCRAMBLE - FIRST_PART);
        return new Greeting(payload, scramble);
    }
}

package dev.tule.engines.mysql;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The frame of a binary log: four bytes, then events, each with its length at its beginning (MySQL
 * Internals Manual, "Binary Log", version 4).
 */
final class BinaryLogFile {

    /** Where the first event begins. */
    static final int FIRST_EVENT = 4;

    private static final int HEADER = 19;
    private static final int LENGTH_AT = 9;
    private static final int BUFFER = 1 << 16;

    private BinaryLogFile() {}

    /**
     * How many bytes of a file are whole events; 0 where there are none.
     *
     * @throws IOException when it can't be read
     */
    static long wholeEvents(InputStream file) throws IOException {
        InputStream in = new BufferedInputStream(file, BUFFER);
        long whole = in.readNBytes(FIRST_EVENT).length < FIRST_EVENT ? 0 : FIRST_EVENT;
        byte[] header = new byte[HEADER];
        while (whole > 0 && in.readNBytes(header, 0, HEADER) == HEADER) {
            long length =
                    Integer.toUnsignedLong(
                            ByteBuffer.wrap(header)
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .getInt(LENGTH_AT));
            if (length < HEADER) {
                break;
            }
            try {
                in.skipNBytes(length - HEADER);
            } catch (EOFException e) {
                break;
            }
            whole += length;
        }
        return whole;
    }
}

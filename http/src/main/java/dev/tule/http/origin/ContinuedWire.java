package dev.tule.http.origin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;

/** A wire from which some bytes have been read already, and are read first. */
final class ContinuedWire implements Wire {
    private final Wire wire;
    private final InputStream input;

    ContinuedWire(Wire wire, byte[] first) {
        this.wire = wire;
        this.input = new SequenceInputStream(new ByteArrayInputStream(first), wire.input());
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return wire.output();
    }

    @Override
    public void endOutput() throws IOException {
        wire.endOutput();
    }

    @Override
    public void close() {
        wire.close();
    }
}

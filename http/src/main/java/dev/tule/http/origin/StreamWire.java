package dev.tule.http.origin;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;

/**
 * A socket's streams as a wire.
 *
 * @param end shuts down the socket's output
 */
record StreamWire(InputStream input, OutputStream output, End end, Closeable socket)
        implements Wire {
    private static final System.Logger LOG = System.getLogger(StreamWire.class.getName());

    /** The end of what this side sends. */
    @FunctionalInterface
    interface End {
        void shutDown() throws IOException;
    }

    @Override
    public void endOutput() throws IOException {
        end.shutDown();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a socket did not close cleanly", e);
        }
    }
}

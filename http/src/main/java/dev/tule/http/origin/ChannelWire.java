package dev.tule.http.origin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/** A socket channel as a wire, such as one of a Unix domain socket, which has no other form. */
final class ChannelWire implements Wire {
    private static final System.Logger LOG = System.getLogger(ChannelWire.class.getName());

    private final SocketChannel channel;
    private final InputStream input;
    private final OutputStream output;

    ChannelWire(SocketChannel channel) {
        this.channel = channel;
        this.input = Channels.newInputStream(channel);
        this.output = Channels.newOutputStream(channel);
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a socket did not close cleanly", e);
        }
    }
}

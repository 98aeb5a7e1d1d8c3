package dev.tule.http.origin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/**
 * A connection that bytes go both ways on, in order. For one reader and one writer at a time;
 * {@link #close} is for any thread.
 */
public interface Wire extends AutoCloseable {

    /** Blocks until there is something. */
    InputStream input();

    /** Blocks until there is room; nothing waits in it. */
    OutputStream output();

    /** Tells the peer that no more will come from this side. */
    void endOutput() throws IOException;

    /** Ends it at once: reads and writes that are under way fail. */
    @Override
    void close();

    /** A connected socket, which is the wire's from now on. */
    static Wire of(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        return new StreamWire(
                socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput, socket);
    }

    /**
     * A connected channel in blocking mode, which is the wire's from now on: of a Unix domain
     * socket, as a rule.
     */
    static Wire of(SocketChannel channel) {
        return new StreamWire(
                Channels.newInputStream(channel),
                Channels.newOutputStream(channel),
                channel::shutdownOutput,
                channel);
    }
}

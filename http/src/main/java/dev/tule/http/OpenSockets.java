package dev.tule.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.transport.Transport;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x's transport over the JDK's sockets, with channels that show the socket below them. Netty
 * writes on the channel's event loop alone, and to wake that costs more than a short write; {@link
 * OpenConnection} may write past it.
 */
final class OpenSockets extends NioTransport {
    private final Duration stayAwake;

    private OpenSockets(Duration stayAwake) {
        this.stayAwake = stayAwake;
    }

    /**
     * The transport.
     *
     * @param stayAwake how long its event loops look out for more before they sleep
     */
    static Transport transport(Duration stayAwake) {
        return new Transport() {
            @Override
            public String name() {
                return "nio";
            }

            @Override
            public boolean available() {
                return true;
            }

            @Override
            public @Nullable Throwable unavailabilityCause() {
                return null;
            }

            @Override
            public io.vertx.core.spi.transport.Transport implementation() {
                return new OpenSockets(stayAwake);
            }
        };
    }

    /** The socket of a plain TCP connection; null of any other. */
    static @Nullable SocketChannel of(Channel channel) {
        return channel instanceof OpenSocketChannel open && !Pipelines.isTls(channel)
                ? open.javaChannel()
                : null;
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return WakefulIoHandler.over(super.ioHandlerFactory(), stayAwake);
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean unixSocket) {
        return unixSocket ? super.channelFactory(true) : OpenSocketChannel::new;
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean unixSocket) {
        return unixSocket ? super.serverChannelFactory(true) : OpenServerSocketChannel::new;
    }

    private static final class OpenSocketChannel extends NioSocketChannel {
        OpenSocketChannel() {}

        OpenSocketChannel(Channel parent, SocketChannel socket) {
            super(parent, socket);
        }

        @Override
        protected SocketChannel javaChannel() {
            return super.javaChannel();
        }
    }

    private static final class OpenServerSocketChannel extends NioServerSocketChannel {
        @Override
        protected int doReadMessages(List<Object> accepted) throws IOException {
            SocketChannel socket = javaChannel().accept();
            if (socket == null) {
                return 0;
            }
            accepted.add(new OpenSocketChannel(this, socket));
            return 1;
        }
    }
}

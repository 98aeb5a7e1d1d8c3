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
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x's transport over the JDK's sockets, with channels that show the socket below them. Netty
 * writes on the channel's event loop alone, and to wake that costs more than a short write; {@link
 * OpenConnection} may write past it.
 */
final class OpenSockets extends NioTransport {
    private final Duration stayAwake;
    private final Set<OpenServerSocketChannel> listening = ConcurrentHashMap.newKeySet();

    /**
     * A transport.
     *
     * @param stayAwake how long its event loops look out for more before they sleep
     */
    OpenSockets(Duration stayAwake) {
        this.stayAwake = stayAwake;
    }

    /** As Vert.x takes it. */
    Transport transport() {
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
                return OpenSockets.this;
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
        return unixSocket
                ? super.serverChannelFactory(true)
                : () -> new OpenServerSocketChannel(listening);
    }

    /**
     * Has a listening socket turn away who connects. To be called on the loop that accepts: what it
     * accepted before has a loop of its own by then.
     */
    void turnAway(InetSocketAddress address) {
        for (OpenServerSocketChannel each : listening) {
            if (each.isAt(address)) {
                each.turnsAway = true;
            }
        }
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
        private final Set<OpenServerSocketChannel> listening;
        private volatile boolean turnsAway;

        OpenServerSocketChannel(Set<OpenServerSocketChannel> listening) {
            this.listening = listening;
        }

        boolean isAt(InetSocketAddress address) {
            InetSocketAddress own = localAddress();
            return own != null
                    && own.getPort() == address.getPort()
                    && (own.getAddress().equals(address.getAddress())
                            || (own.getAddress().isAnyLocalAddress()
                                    && address.getAddress().isAnyLocalAddress()));
        }

        @Override
        protected void doBind(SocketAddress localAddress) throws Exception {
            super.doBind(localAddress);
            listening.add(this);
        }

        @Override
        protected void doClose() throws Exception {
            listening.remove(this);
            super.doClose();
        }

        @Override
        protected int doReadMessages(List<Object> accepted) throws IOException {
            SocketChannel socket = javaChannel().accept();
            if (socket == null) {
                return 0;
            }
            if (turnsAway) {
                socket.close();
                return 0;
            }
            accepted.add(new OpenSocketChannel(this, socket));
            return 1;
        }
    }
}

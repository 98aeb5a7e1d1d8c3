package dev.tule.http;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens connections for the clients and supervises them. Safe for use by many threads. */
final class Dialer {
    private final Network network;
    private final VertxInternal vertx;
    private final ClientOptions options;
    private final NetClient client;
    private final Map<EventLoop, Supervisor> supervisors = new ConcurrentHashMap<>();

    Dialer(Network network, ClientOptions options) {
        this.network = network;
        this.vertx = (VertxInternal) network.vertx();
        this.options = options;
        this.client =
                vertx.createNetClient(
                        new NetClientOptions()
                                .setConnectTimeout((int) options.connectTimeout().toMillis())
                                .setTcpNoDelay(true));
    }

    /** Makes a connection of the new channel; on its event loop, before a byte is read. */
    @FunctionalInterface
    interface Opening<T> {
        void open(Channel channel, Supervisor supervisor, CompletableFuture<T> opened);
    }

    /** Connects, and waits until the opening is done; not on an event loop. */
    <T> T dial(String host, int port, boolean tls, Opening<T> opening) throws IOException {
        return dial(target(host, port, tls), host + ":" + port, opening);
    }

    /** Connects to a Unix socket, likewise. */
    <T> T dial(Path socket, Opening<T> opening) throws IOException {
        SocketAddress address = SocketAddress.domainSocketAddress(socket.toString());
        return dial(new ConnectOptions().setRemoteAddress(address), socket.toString(), opening);
    }

    private <T> T dial(ConnectOptions target, String name, Opening<T> opening) throws IOException {
        if (vertx.getContext() != null) {
            throw new IllegalStateException("connecting blocks: not on an event loop");
        }
        CompletableFuture<T> opened = new CompletableFuture<>();
        ContextInternal context = vertx.createEventLoopContext();
        context.runOnContext(
                now ->
                        client.connect(target)
                                .onSuccess(
                                        socket -> {
                                            Channel channel =
                                                    ((NetSocketInternal) socket)
                                                            .channelHandlerContext()
                                                            .channel();
                                            network.opened(channel);
                                            opening.open(
                                                    channel,
                                                    supervisor(context.nettyEventLoop()),
                                                    opened);
                                        })
                                .onFailure(opened::completeExceptionally));
        try {
            return opened.get(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("no connection to " + name + ": " + e.getCause(), e);
        } catch (TimeoutException e) {
            opened.completeExceptionally(e);
            throw new IOException(
                    "no connection to " + name + " within " + options.connectTimeout(), e);
        } catch (InterruptedException e) {
            opened.completeExceptionally(e);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while connecting to " + name);
        }
    }

    private ConnectOptions target(String host, int port, boolean tls) {
        ConnectOptions target = new ConnectOptions().setHost(host).setPort(port).setSsl(tls);
        if (tls) {
            ClientSSLOptions ssl = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
            Path trusted = options.trustedCertificates();
            if (trusted != null) {
                ssl.setTrustOptions(new PemTrustOptions().addCertPath(trusted.toString()));
            }
            Tls own = options.certificate();
            if (own != null) {
                ssl.setKeyCertOptions(
                        new PemKeyCertOptions()
                                .addCertPath(own.certificateChain().toString())
                                .addKeyPath(own.privateKey().toString()));
            }
            target.setSslOptions(ssl);
        }
        return target;
    }

    private Supervisor supervisor(EventLoop loop) {
        Duration ping = options.webSocketOptions().pingInterval();
        Duration pong = options.webSocketOptions().pongTimeout();
        return supervisors.computeIfAbsent(
                loop, on -> new Supervisor(on, ping.compareTo(pong) < 0 ? ping : pong));
    }

    /** Cuts every connection. */
    void close() {
        supervisors.values().forEach(Supervisor::cut);
        var _ = client.close();
    }
}

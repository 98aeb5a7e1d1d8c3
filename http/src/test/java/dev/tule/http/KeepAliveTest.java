package dev.tule.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

class KeepAliveTest {

    @Test
    void theSystemIsToFindPeersThatAreGoneWithin90Seconds() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SocketChannel socket =
                        SocketChannel.open(
                                new InetSocketAddress(
                                        server.getInetAddress(), server.getLocalPort()))) {
            NioSocketChannel channel = new NioSocketChannel(socket);

            Pipelines.keepAlive(channel);

            assertThat(channel.config().getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
            int idle =
                    channel.config()
                            .getOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE));
            int interval =
                    channel.config()
                            .getOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL));
            int count =
                    channel.config()
                            .getOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT));
            assertThat(idle + interval * count).isEqualTo(90);
        }
    }
}

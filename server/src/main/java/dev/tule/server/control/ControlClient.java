package dev.tule.server.control;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * Sends commands to the server behind a control socket: a connection for each.
 *
 * @param socket the socket's path
 */
public record ControlClient(Path socket) {

    /**
     * Sends a command and waits for its answer.
     *
     * @return the lines to show
     * @throws ControlException when the server refused
     * @throws IOException when no server answers
     */
    public List<String> send(List<String> words) throws IOException, ControlException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            DataOutputStream out =
                    new DataOutputStream(
                            new BufferedOutputStream(Channels.newOutputStream(channel)));
            Frame.write(out, words);
            out.flush();
            List<String> answer = Frame.read(new DataInputStream(Channels.newInputStream(channel)));
            List<String> lines = answer.subList(1, answer.size());
            if (!answer.getFirst().equals(Frame.OK)) {
                throw new ControlException(String.join(" ", lines));
            }
            return lines;
        }
    }
}

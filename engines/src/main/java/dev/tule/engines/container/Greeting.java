package dev.tule.engines.container;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The first words of clients, up to the server's: an engine of containers accepts connections on a
 * published port long before there is a server behind it.
 */
final class Greeting {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int HEADER = 8;

    /** MS-TDS 2.2.3.1.1, "Type". */
    private static final int PRELOGIN = 0x12;

    private static final int TABULAR_RESULT = 0x04;

    /** Of TNS's packets; 4 would be a refusal. */
    private static final int CONNECT = 1;

    private static final int ACCEPT = 2;
    private static final int REDIRECT = 5;
    private static final int RESEND = 11;

    private static final int CONNECT_DATA_AT = 58;

    private Greeting() {}

    /** Sends PRELOGIN (MS-TDS 2.2.6.5), which a server that takes clients answers. */
    static boolean ofSqlServer(InetSocketAddress server) {
        ByteBuffer packet = ByteBuffer.allocate(HEADER + 18);
        packet.put((byte) PRELOGIN).put((byte) 1).putShort((short) packet.capacity());
        packet.putShort((short) 0).put((byte) 1).put((byte) 0);
        // Two options, each with its place and length: the version, and that we don't encrypt.
        packet.put((byte) 0).putShort((short) 11).putShort((short) 6);
        packet.put((byte) 1).putShort((short) 17).putShort((short) 1);
        packet.put((byte) 0xFF);
        packet.put(new byte[6]).put((byte) 2);
        return answer(server, packet.array(), 0) == TABULAR_RESULT;
    }

    /** Sends CONNECT for a service, which the listener refuses until the database is open. */
    static boolean ofOracle(InetSocketAddress server, String service) {
        byte[] data =
                "(DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=%s)(CID=(PROGRAM=tule)(HOST=localhost)(USER=tule))))"
                        .formatted(service)
                        .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer packet = ByteBuffer.allocate(CONNECT_DATA_AT + data.length);
        packet.putShort((short) packet.capacity()).putShort((short) 0);
        packet.put((byte) CONNECT).put((byte) 0).putShort((short) 0);
        // Version 314, 300 at least; session and transport data units; byte order.
        packet.putShort((short) 314).putShort((short) 300).putShort((short) 0);
        packet.putShort((short) 8_192).putShort((short) 32_767).putShort((short) 0x4F98);
        packet.putShort((short) 0).putShort((short) 1);
        packet.putShort((short) data.length).putShort((short) CONNECT_DATA_AT);
        packet.position(CONNECT_DATA_AT);
        packet.put(data);
        int type = answer(server, packet.array(), 4);
        return type == ACCEPT || type == REDIRECT || type == RESEND;
    }

    /** The byte of the answer's head that tells its type; -1 where there is none. */
    private static int answer(InetSocketAddress server, byte[] words, int typeAt) {
        try (Socket socket = new Socket()) {
            int millis = (int) PATIENCE.toMillis();
            socket.setSoTimeout(millis);
            socket.connect(server, millis);
            socket.getOutputStream().write(words);
            byte[] head = new byte[HEADER];
            new DataInputStream(socket.getInputStream()).readFully(head);
            return head[typeAt];
        } catch (IOException e) {
            return -1;
        }
    }
}

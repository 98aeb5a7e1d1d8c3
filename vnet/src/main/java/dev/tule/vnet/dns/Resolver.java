package dev.tule.vnet.dns;

import dev.tule.vnet.Datagram;
import dev.tule.vnet.InterfaceService;
import dev.tule.vnet.NetworkInterface;
import dev.tule.vnet.Vpc;
import dev.tule.vnet.packet.Bytes;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.tcp.TcpConnection;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Answers the DNS questions of a VPC's machines, by UDP and TCP. Safe for use by many threads. */
public final class Resolver {
    /** Where EC2 has its resolver in every VPC, beside the one at the base plus two. */
    public static final Ipv4Address LINK_LOCAL = Ipv4Address.of("169.254.169.253");

    private static final int PORT = 53;
    private static final int MOST_WAITING = 256;
    private static final int MOST_CONNECTIONS = 64;
    private static final int MOST_QUESTIONS_A_CONNECTION = 100;

    private final PrivateNames names;
    private final Upstream upstream;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final Semaphore connections = new Semaphore(MOST_CONNECTIONS);

    public Resolver(PrivateNames names, Upstream upstream) {
        this.names = names;
        this.upstream = upstream;
    }

    /** Begins to answer in a VPC. */
    public void serve(Vpc vpc) {
        InterfaceService.Udp udp = this::datagram;
        InterfaceService.Tcp tcp = this::connection;
        vpc.serveUdp(vpc.resolver(), PORT, udp);
        vpc.serveUdp(LINK_LOCAL, PORT, udp);
        vpc.serveTcp(vpc.resolver(), PORT, tcp);
        vpc.serveTcp(LINK_LOCAL, PORT, tcp);
    }

    private void datagram(NetworkInterface from, Datagram datagram) {
        answer(from, datagram.payload(), datagram.answer());
    }

    /** Answers a message, now or later; or never, when it is no question. */
    private void answer(NetworkInterface from, byte[] bytes, Consumer<byte[]> to) {
        DnsMessage message = DnsMessage.read(bytes);
        if (message == null) {
            return;
        }
        DnsQuestion question = message.question();
        if (!message.isQuery()) {
            to.accept(message.error(DnsMessage.NOT_IMPLEMENTED));
        } else if (question == null) {
            to.accept(message.error(DnsMessage.FORMAT_ERROR));
        } else {
            switch (names.find(question, from)) {
                case DnsAnswer.Addresses(var found) -> {
                    boolean asked = question.type() == DnsQuestion.A;
                    to.accept(asked ? message.addresses(found) : message.nothing());
                }
                case DnsAnswer.Name(var found) -> {
                    boolean asked = question.type() == DnsQuestion.PTR;
                    to.accept(asked ? message.name(found) : message.nothing());
                }
                case DnsAnswer.NoSuchName() -> to.accept(message.noSuchName());
                case DnsAnswer.NotOurs() -> askOutside(from, question, message, bytes, to);
            }
        }
    }

    private void askOutside(
            NetworkInterface from,
            DnsQuestion question,
            DnsMessage message,
            byte[] bytes,
            Consumer<byte[]> to) {
        if (!upstream.allows(from, question)) {
            to.accept(message.error(DnsMessage.REFUSED));
        } else if (!waiting.tryAcquire()) {
            to.accept(message.error(DnsMessage.SERVER_FAILURE));
        } else {
            Thread.ofVirtual()
                    .name("vnet-dns")
                    .start(
                            () -> {
                                try {
                                    byte[] answer = upstream.ask(bytes);
                                    to.accept(
                                            answer == null
                                                    ? message.error(DnsMessage.SERVER_FAILURE)
                                                    : answer);
                                } catch (IOException e) {
                                    to.accept(message.error(DnsMessage.SERVER_FAILURE));
                                } finally {
                                    waiting.release();
                                }
                            });
        }
    }

    private void connection(NetworkInterface from, TcpConnection connection) {
        if (!connections.tryAcquire()) {
            connection.refuse();
            return;
        }
        Thread.ofVirtual()
                .name("vnet-dns-tcp")
                .start(
                        () -> {
                            try {
                                connection.accept();
                                converse(from, connection);
                            } catch (IOException e) {
                                // The machine went away, or has asked often enough.
                                connection.reset();
                            } finally {
                                connections.release();
                            }
                        });
    }

    /** Messages behind their lengths (RFC 1035, 4.2.2), until the machine has no more. */
    private void converse(NetworkInterface from, TcpConnection connection) throws IOException {
        DataInputStream in = new DataInputStream(connection.input());
        DataOutputStream out = new DataOutputStream(connection.output());
        for (int i = 0; i < MOST_QUESTIONS_A_CONNECTION; i++) {
            int high = in.read();
            if (high < 0) {
                break;
            }
            byte[] question = new byte[(high << 8) | in.readUnsignedByte()];
            in.readFully(question);
            answer(from, question, answer -> write(out, answer));
        }
        connection.close();
    }

    private static void write(DataOutputStream out, byte[] answer) {
        byte[] framed = new byte[2 + answer.length];
        Bytes.put16(framed, 0, answer.length);
        System.arraycopy(answer, 0, framed, 2, answer.length);
        try {
            out.write(framed);
        } catch (IOException e) {
            // The reader will notice that the machine is gone.
        }
    }
}

package dev.tule.vnet.tcp;

/** Answers TCP connections to an address and port. */
@FunctionalInterface
public interface TcpService {
    /**
     * A SYN has come. Called on the thread that reads the link, so it must not block: it starts a
     * thread that calls {@link TcpConnection#accept} and then reads and writes, or {@link
     * TcpConnection#refuse}. Until one of the two the peer hears nothing.
     */
    void incoming(TcpConnection connection);
}

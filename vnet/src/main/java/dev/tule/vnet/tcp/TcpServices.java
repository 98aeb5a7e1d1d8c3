package dev.tule.vnet.tcp;

import org.jspecify.annotations.Nullable;

/** Finds what answers at an address and port. */
@FunctionalInterface
public interface TcpServices {
    /** Null when nothing does: the SYN is answered with a reset. */
    @Nullable TcpService at(int address, int port);

    TcpServices NONE = (address, port) -> null;
}

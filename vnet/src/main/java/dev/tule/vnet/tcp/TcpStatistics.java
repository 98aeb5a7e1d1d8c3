package dev.tule.vnet.tcp;

/**
 * What a stack has seen since it was made.
 *
 * @param connections that it knows now, in every state
 * @param opening of them, those that came from outside and aren't established
 * @param refusedByLimit SYNs not answered because of a limit
 * @param badChecksums segments dropped because of their checksum
 * @param retransmissions timeouts of the retransmission timer
 */
public record TcpStatistics(
        int connections,
        int opening,
        long opened,
        long accepted,
        long refusedByLimit,
        long badChecksums,
        long retransmissions) {}

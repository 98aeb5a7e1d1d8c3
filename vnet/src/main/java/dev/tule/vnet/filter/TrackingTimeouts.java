package dev.tule.vnet.filter;

import java.time.Duration;

/**
 * How long an idle connection is tracked. The defaults are EC2's (idle connection tracking
 * timeouts), where EC2 names one.
 *
 * @param tcpOpening until a TCP connection is answered; default 60 s
 * @param tcpEstablished default 5 days, EC2's TcpEstablishedTimeout (60 s to 5 days)
 * @param tcpClosing after both ends or a reset have closed it; default 10 s
 * @param udp until a datagram is answered; default 30 s, EC2's UdpTimeout
 * @param udpStream after it was; default 180 s, EC2's UdpStreamTimeout
 * @param icmp default 30 s
 * @param other of protocols without ports; default 600 s
 */
public record TrackingTimeouts(
        Duration tcpOpening,
        Duration tcpEstablished,
        Duration tcpClosing,
        Duration udp,
        Duration udpStream,
        Duration icmp,
        Duration other) {
    public static final TrackingTimeouts DEFAULT =
            new TrackingTimeouts(
                    Duration.ofSeconds(60),
                    Duration.ofDays(5),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(180),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(600));
}

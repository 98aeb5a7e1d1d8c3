package dev.tule.vnet;

import dev.tule.vnet.link.FrameReceiver;
import dev.tule.vnet.link.MemoryLink;
import dev.tule.vnet.packet.Ethernet;
import dev.tule.vnet.packet.MacAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A machine that says what a test has it say, and remembers what it hears. */
final class FakeMachine implements FrameReceiver {
    final NetworkInterface eni;
    final String address;
    private final MemoryLink link;
    private final long mac;
    private final List<byte[]> frames = new ArrayList<>();

    FakeMachine(Vpc vpc, InterfaceConfig config) {
        MemoryLink network = MemoryLink.pair(Runnable::run, Runnable::run, 256 << 10);
        this.link = network.peer();
        this.address = config.addresses().getFirst().toString();
        this.mac = config.mac().bits();
        this.eni = vpc.plug(config, network);
        link.open(this);
    }

    MacAddress mac() {
        return new MacAddress(mac);
    }

    /** Sends a frame, from this machine's hardware address. */
    void send(byte[] frame) {
        Ethernet.readdress(frame, 0, 0x0200_0000_0001L, mac);
        sendAsIs(frame);
    }

    void sendAsIs(byte[] frame) {
        link.send(frame, 0, frame.length);
        link.flush();
    }

    void tcp(FakeMachine to, int fromPort, int toPort, int flags) {
        send(Frames.tcp(address, fromPort, to.address, toPort, flags));
    }

    void udp(FakeMachine to, int fromPort, int toPort) {
        send(Frames.udp(address, fromPort, to.address, toPort, 10));
    }

    void ping(FakeMachine to) {
        send(Frames.echo(address, to.address));
    }

    /** What has come since this was last asked. */
    List<byte[]> frames() {
        List<byte[]> all = List.copyOf(frames);
        frames.clear();
        return all;
    }

    /** As {@link #frames}, in the words of {@link Frames#text}. */
    List<String> heard() {
        return frames().stream().map(Frames::text).toList();
    }

    @Override
    public void frame(byte[] bytes, int from, int length) {
        frames.add(Arrays.copyOfRange(bytes, from, from + length));
    }

    @Override
    public void endOfBatch() {}
}

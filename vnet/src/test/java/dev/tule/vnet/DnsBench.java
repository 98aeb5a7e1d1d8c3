package dev.tule.vnet;

import dev.tule.vnet.dns.Resolver;
import dev.tule.vnet.packet.Bytes;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.packet.Udp;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A machine that asks a resolver. */
public final class DnsBench {
    private static final String[] CODES = {
        "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"
    };

    private final FakeMachine machine;

    public DnsBench(Resolver resolver) {
        Laboratory lab = new Laboratory();
        machine = lab.machine("10.0.0.10");
        resolver.serve(lab.vpc);
    }

    /** The response code, and the addresses or the length of other data behind it. */
    public String ask(String server, String name, int type) {
        ByteArrayOutputStream question = new ByteArrayOutputStream();
        question.writeBytes(new byte[] {0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (String label : name.split("\\.", -1)) {
            question.write(label.length());
            question.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        question.writeBytes(new byte[] {0, 0, (byte) type, 0, 1});
        machine.send(Frames.udp(machine.address, 4_000, server, 53, question.toByteArray()));
        byte[] answer = machine.frames().getFirst();
        int at = Udp.PAYLOAD;
        if (Bytes.u16(answer, at) != 0x1234) {
            throw new AssertionError("another question's answer");
        }
        StringBuilder text = new StringBuilder(CODES[answer[at + 3] & 15]);
        int record = at + question.size();
        for (int left = Bytes.u16(answer, at + 6); left > 0; left--) {
            int length = Bytes.u16(answer, record + 10);
            Object value = length == 4 ? new Ipv4Address(Bytes.i32(answer, record + 12)) : length;
            text.append(' ').append(value);
            record += 12 + length;
        }
        return text.toString();
    }
}

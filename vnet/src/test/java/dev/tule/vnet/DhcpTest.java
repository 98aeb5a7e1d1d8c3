package dev.tule.vnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.vnet.packet.Bytes;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.packet.Udp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 2131 as a machine sees it. */
class DhcpTest {
    private static final int DISCOVER = 1;
    private static final int OFFER = 2;
    private static final int REQUEST = 3;
    private static final int ACK = 5;
    private static final int NAK = 6;
    private static final int RELEASE = 7;

    private final Laboratory lab = new Laboratory();
    private final FakeMachine machine = lab.machine("10.0.0.10");

    private static byte[] message(int type, String requested) {
        ByteBuffer bytes = ByteBuffer.allocate(300);
        bytes.put(new byte[] {1, 1, 6, 0}).putInt(0x1234_5678);
        bytes.position(28).put(new byte[] {2, 0, 0, 0, 0x10, 1});
        bytes.position(236).putInt(0x6382_5363);
        bytes.put(new byte[] {53, 1, (byte) type});
        if (!requested.isEmpty()) {
            bytes.put(new byte[] {50, 4}).putInt(Frames.address(requested));
        }
        bytes.put((byte) 255);
        return bytes.array();
    }

    private List<byte[]> ask(byte[] message) {
        machine.send(Frames.udp("0.0.0.0", 68, "255.255.255.255", 67, message));
        return machine.frames();
    }

    private static byte[] option(byte[] frame, int code) {
        int at = Udp.PAYLOAD + 240;
        while ((frame[at] & 0xff) != 255) {
            int length = frame[at + 1];
            if (frame[at] == code) {
                return Arrays.copyOfRange(frame, at + 2, at + 2 + length);
            }
            at += 2 + length;
        }
        throw new AssertionError("no option " + code);
    }

    private static String address(byte[] value) {
        return new Ipv4Address(Bytes.i32(value, 0)).toString();
    }

    @Test
    void theInterfacesAddressIsOfferedWithAllThatBelongsToIt() {
        byte[] offer = ask(message(DISCOVER, "")).getFirst();

        assertThat(Frames.text(offer)).isEqualTo("udp 10.0.0.1:67 > 255.255.255.255:68");
        assertThat(Bytes.i32(offer, Udp.PAYLOAD + 4)).as("transaction").isEqualTo(0x1234_5678);
        assertThat(new Ipv4Address(Bytes.i32(offer, Udp.PAYLOAD + 16))).hasToString("10.0.0.10");
        assertThat(option(offer, 53)).containsExactly(OFFER);
        assertThat(address(option(offer, 1))).isEqualTo("255.255.255.0");
        assertThat(address(option(offer, 3))).isEqualTo("10.0.0.1");
        assertThat(address(option(offer, 6))).as("DNS, at VPC + 2").isEqualTo("10.0.0.2");
        assertThat(new String(option(offer, 12), StandardCharsets.US_ASCII))
                .isEqualTo("ip-10-0-0-10.ec2.internal");
        assertThat(new String(option(offer, 15), StandardCharsets.US_ASCII))
                .isEqualTo("ec2.internal");
        assertThat(Bytes.u16(option(offer, 26), 0)).as("MTU").isEqualTo(9_001);
        assertThat(address(option(offer, 54))).isEqualTo("10.0.0.1");
    }

    @Test
    void onlyTheInterfacesAddressIsAcknowledged() {
        assertThat(option(ask(message(REQUEST, "10.0.0.10")).getFirst(), 53)).containsExactly(ACK);
        assertThat(option(ask(message(REQUEST, "10.0.0.11")).getFirst(), 53)).containsExactly(NAK);
    }

    @Test
    void whatNeedsNoAnswerGetsNone() {
        assertThat(ask(message(RELEASE, ""))).isEmpty();
        assertThat(ask(new byte[239])).isEmpty();
        assertThat(ask(new byte[300])).isEmpty();
    }

    @Test
    void noFilterStandsBeforeIt() {
        assertThat(machine.eni.groups()).isEmpty();
        assertThat(ask(message(DISCOVER, ""))).hasSize(1);
    }
}

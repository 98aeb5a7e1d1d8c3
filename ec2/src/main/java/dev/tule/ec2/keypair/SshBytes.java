package dev.tule.ec2.keypair;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Writes the data types of SSH (RFC 4251 section 5). Not thread-safe. */
final class SshBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    SshBytes raw(byte... more) {
        bytes.writeBytes(more);
        return this;
    }

    SshBytes number(int value) {
        return raw(
                (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value);
    }

    SshBytes string(byte... text) {
        return number(text.length).raw(text);
    }

    SshBytes string(String text) {
        return string(text.getBytes(StandardCharsets.US_ASCII));
    }

    SshBytes mpint(BigInteger value) {
        return string(value.toByteArray());
    }

    int size() {
        return bytes.size();
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}

package dev.tule.compute.host;

import java.io.IOException;
import java.io.InputStream;

/**
 * The program, in Perl, that carries frames between a TAP device, which is a machine's card, and
 * the Unix socket of a {@link dev.tule.compute.NetworkLink}: {@code cable CARD SOCKET MAC LEADER}.
 * It ends with the process that started it.
 */
public final class Cable {
    private Cable() {}

    public static byte[] script() throws IOException {
        try (InputStream in = Cable.class.getResourceAsStream("cable")) {
            if (in == null) {
                throw new IllegalStateException("the resource cable is missing");
            }
            return in.readAllBytes();
        }
    }
}

package dev.tule.server.control;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes over the control socket in each direction: a count of strings, and each in {@link
 * DataOutput#writeUTF}'s form. The first string of an answer is {@code ok} or {@code refused}.
 */
final class Frame {
    static final String OK = "ok";
    static final String REFUSED = "refused";

    private static final int MAX_STRINGS = 100_000;

    private Frame() {}

    static void write(DataOutput out, List<String> strings) throws IOException {
        out.writeInt(strings.size());
        for (String string : strings) {
            out.writeUTF(string);
        }
    }

    static List<String> read(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 1 || count > MAX_STRINGS) {
            throw new IOException("a frame of " + count + " strings");
        }
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            strings.add(in.readUTF());
        }
        return strings;
    }
}

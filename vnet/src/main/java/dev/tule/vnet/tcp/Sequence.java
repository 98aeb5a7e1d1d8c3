package dev.tule.vnet.tcp;

/**
 * Order of sequence numbers, which wrap: <a
 * href="https://www.rfc-editor.org/rfc/rfc9293#section-3.4">RFC 9293, 3.4</a>.
 */
final class Sequence {
    private Sequence() {}

    static boolean before(int one, int other) {
        return one - other < 0;
    }

    static boolean after(int one, int other) {
        return one - other > 0;
    }

    static int later(int one, int other) {
        return after(one, other) ? one : other;
    }
}

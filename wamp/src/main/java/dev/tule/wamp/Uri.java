package dev.tule.wamp;

/**
 * A topic, a procedure, an error or a realm: components joined by dots. Whether it follows the
 * rules is for {@link UriRule} to say, since they depend on where it stands.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-uris">URIs</a>
 */
public record Uri(String value) implements Comparable<Uri> {

    public static Uri of(String value) {
        return new Uri(value);
    }

    /** Whether its first component is {@code wamp}, which is kept for the protocol itself. */
    public boolean reserved() {
        return value.startsWith("wamp.") || value.equals("wamp");
    }

    @Override
    public int compareTo(Uri other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

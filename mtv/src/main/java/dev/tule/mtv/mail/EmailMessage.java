package dev.tule.mtv.mail;

import java.util.List;
import java.util.stream.Stream;

/**
 * A mail. Immutable.
 *
 * @param from an address, with a name before it in brackets' form or not
 * @param to at least one address
 * @param subject one line
 * @param body plain text
 */
public record EmailMessage(String from, List<String> to, String subject, String body) {

    /**
     * @throws IllegalArgumentException where a header would have more than one line: Django's
     *     BadHeaderError
     */
    public EmailMessage {
        to = List.copyOf(to);
        if (to.isEmpty()) {
            throw new IllegalArgumentException("a mail to nobody");
        }
        Stream.concat(Stream.of(from, subject), to.stream())
                .forEach(
                        header -> {
                            if (header.chars().anyMatch(c -> c == '\r' || c == '\n')) {
                                throw new IllegalArgumentException(
                                        "a mail's header with a line break");
                            }
                        });
    }

    /** Its readers' affair: no subject, no body. */
    @Override
    public String toString() {
        return "EmailMessage to " + to.size();
    }
}

package dev.tule.mtv.mail;

/**
 * A file that goes along with a mail. Immutable.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/email/#django.core.mail.EmailMessage.attach">
 *     Django: attach</a>
 */
public final class Attachment {
    private final String name;
    private final String type;
    private final byte[] content;

    private Attachment(String name, String type, byte[] content) {
        this.name = name;
        this.type = type;
        this.content = content;
    }

    /**
     * A file of these bytes, which are copied.
     *
     * @param name what the reader's program saves it as
     * @param type as in {@code text/csv}
     * @throws IllegalArgumentException where one of them would break a header
     */
    public static Attachment of(String name, String type, byte[] content) {
        EmailMessage.checkHeader(name);
        EmailMessage.checkHeader(type);
        if (name.isEmpty() || !type.matches("[\\w.+-]+/[\\w.+-]+(;.*)?")) {
            throw new IllegalArgumentException("an attachment needs a name and a type");
        }
        return new Attachment(name, type, content.clone());
    }

    public String name() {
        return name;
    }

    public String type() {
        return type;
    }

    /** A copy. */
    public byte[] content() {
        return content.clone();
    }

    /** Without what is in it. */
    @Override
    public String toString() {
        return type + " of " + content.length + " bytes";
    }
}

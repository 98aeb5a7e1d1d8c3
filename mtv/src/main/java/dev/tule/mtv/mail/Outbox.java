package dev.tule.mtv.mail;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps mails in memory: for tests. Safe for use by many threads. */
public final class Outbox implements Mailer {
    private final List<EmailMessage> messages = new CopyOnWriteArrayList<>();

    @Override
    public void send(EmailMessage message) {
        messages.add(message);
    }

    /** What was sent, the oldest first. */
    public List<EmailMessage> messages() {
        return List.copyOf(messages);
    }
}

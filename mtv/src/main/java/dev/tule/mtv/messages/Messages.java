package dev.tule.mtv.messages;

import dev.tule.mtv.Attribute;
import dev.tule.mtv.Request;
import dev.tule.mtv.sessions.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The notes of a visitor, kept in the session until a page shows them. Confined to the request's
 * thread.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/contrib/messages/">Django: messages</a>
 */
public final class Messages {
    static final Attribute<Messages> OF_REQUEST = Attribute.of("messages", Messages.class);
    private static final String KEY = "_messages";
    private static final int MAX_WAITING = 50;

    private final Request request;

    Messages(Request request) {
        this.request = request;
    }

    private static Messages of(Request request) {
        return request.get(OF_REQUEST)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "no messages: is MessageMiddleware in the settings' middleware?"));
    }

    public static void info(Request request, String text) {
        of(request).add(new Message(Message.Level.INFO, text));
    }

    public static void success(Request request, String text) {
        of(request).add(new Message(Message.Level.SUCCESS, text));
    }

    public static void warning(Request request, String text) {
        of(request).add(new Message(Message.Level.WARNING, text));
    }

    public static void error(Request request, String text) {
        of(request).add(new Message(Message.Level.ERROR, text));
    }

    /** What waits to be shown, oldest first; it no longer waits then. */
    public static List<Message> take(Request request) {
        return request.get(OF_REQUEST).map(Messages::take).orElse(List.of());
    }

    private void add(Message message) {
        List<Object> waiting = new ArrayList<>(waiting());
        waiting.add(Map.of("level", message.level().name(), "text", message.text()));
        // Pages that nobody looks at must not fill the session.
        request.session()
                .set(
                        KEY,
                        waiting.subList(Math.max(0, waiting.size() - MAX_WAITING), waiting.size()));
    }

    private List<?> waiting() {
        return request.session().get(KEY) instanceof List<?> list ? list : List.of();
    }

    private List<Message> take() {
        List<Message> taken = new ArrayList<>();
        for (Object entry : waiting()) {
            if (entry instanceof Map<?, ?> kept
                    && kept.get("level") instanceof String level
                    && kept.get("text") instanceof String text) {
                taken.add(new Message(Message.Level.valueOf(level), text));
            }
        }
        request.session().remove(KEY);
        return taken;
    }

    static void bind(Request request) {
        request.set(OF_REQUEST, new Messages(request));
    }

    /** Whether the session of this request can hold messages. */
    static boolean possible(Request request) {
        return request.get(Session.OF_REQUEST).isPresent();
    }
}

package dev.tule.mtv.messages;

import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;

/** Lets views leave messages. Stands within SessionMiddleware. */
public final class MessageMiddleware implements View {
    private final View next;

    public MessageMiddleware(Project project, View next) {
        this.next = next;
    }

    @Override
    public Response handle(Request request) throws Exception {
        if (!Messages.possible(request)) {
            throw new IllegalStateException(
                    "MessageMiddleware must stand after SessionMiddleware in the settings");
        }
        Messages.bind(request);
        return next.handle(request);
    }
}

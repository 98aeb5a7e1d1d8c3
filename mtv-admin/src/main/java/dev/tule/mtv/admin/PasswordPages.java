package dev.tule.mtv.admin;

import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.auth.PasswordChangeView;
import dev.tule.mtv.auth.SetPasswordView;
import dev.tule.mtv.auth.User;
import dev.tule.mtv.messages.Messages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changing one's own password, and giving another user one. */
final class PasswordPages {
    private static final String TEMPLATE = "admin/password.html";

    private PasswordPages() {}

    static Response own(AdminPages pages) {
        return new PasswordChangeView(
                        TEMPLATE,
                        request -> {
                            Messages.success(request, "Your password was changed.");
                            return Response.redirect(pages.url("index"));
                        },
                        request ->
                                variables(pages, pages.user(), "Change your password", List.of()))
                .handle(pages.request());
    }

    /** The user's sessions end with the old password. */
    static Response of(Request asked, AdminPages pages, User user) {
        return new SetPasswordView(
                        user,
                        TEMPLATE,
                        request -> {
                            LogEntry.write(
                                    pages.user(), user, LogEntry.Kind.CHANGE, "Changed password.");
                            Messages.success(request, "The password of " + user + " was set.");
                            return Response.redirect(pages.about(user, "change"));
                        },
                        request ->
                                variables(pages, user, "Password of " + user, pages.crumbs(user)))
                .handle(asked);
    }

    private static Map<String, @Nullable Object> variables(
            AdminPages pages, User whose, String title, List<AdminPages.Crumb> crumbs) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(pages.frame());
        all.put("title", title);
        all.put("crumbs", crumbs);
        all.put("apps", pages.apps());
        all.put("member", pages.user());
        // Browsers keep a password by its name.
        all.put("whose", whose);
        return all;
    }
}

package dev.tule.mtv.admin;

import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.auth.Auth;
import dev.tule.mtv.auth.LoginView;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where one logs in to the admin, and out of it. */
record LoginPage(AdminSite site) {

    Response handle(Request request) {
        AdminPages pages = new AdminPages(site, request);
        boolean staff =
                Auth.user(request).filter(user -> user.isActive && user.isStaff).isPresent();
        if (staff && !request.isPost()) {
            return Response.redirect(pages.url("index"));
        }
        return new LoginView("admin/login.html", pages.url("index"), this::variables)
                .handle(request);
    }

    private Map<String, @Nullable Object> variables(Request request) {
        Map<String, @Nullable Object> all =
                new LinkedHashMap<>(new AdminPages(site, request).frame());
        all.put("title", "Log in");
        // Somebody who is logged in and may not enter is told so.
        all.put("stranger", Auth.user(request).orElse(null));
        return all;
    }

    Response logout(Request request) {
        Auth.logout(request);
        return Response.redirect(new AdminPages(site, request).url("login"));
    }
}

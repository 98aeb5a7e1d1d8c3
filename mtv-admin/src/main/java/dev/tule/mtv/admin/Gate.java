package dev.tule.mtv.admin;

import dev.tule.mtv.Http404;
import dev.tule.mtv.HttpStatus;
import dev.tule.mtv.Percent;
import dev.tule.mtv.PermissionDenied;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;
import dev.tule.mtv.auth.Auth;
import dev.tule.mtv.auth.User;
import dev.tule.mtv.models.Model;
import java.util.List;
import java.util.Optional;

/** Lets staff in, sends others to the page for logging in, and dresses refusals as pages. */
record Gate(AdminSite site) {

    /** A page of the site. */
    @FunctionalInterface
    interface Page {
        Response show(AdminPages pages);
    }

    /** A page about a model. */
    @FunctionalInterface
    interface ModelPage {
        <M extends Model> Response show(AdminPages pages, ModelAdmin<M> admin);
    }

    View page(Page page) {
        return request -> {
            AdminPages pages = new AdminPages(site, request);
            Optional<User> user = Auth.user(request).filter(each -> each.isActive && each.isStaff);
            if (user.isEmpty()) {
                return Response.redirect(
                        pages.url("login") + "?next=" + Percent.encode(request.fullPath()));
            }
            return dressed(pages, page);
        };
    }

    View ofModel(ModelPage page) {
        return page(pages -> ofModel(pages, page));
    }

    private Response ofModel(AdminPages pages, ModelPage page) {
        Request request = pages.request();
        return page.show(pages, site.admin(request.arg("app"), request.arg("model")));
    }

    private static Response dressed(AdminPages pages, Page page) {
        try {
            return page.show(pages);
        } catch (PermissionDenied refused) {
            return problem(
                    pages,
                    HttpStatus.FORBIDDEN,
                    "This is not for you",
                    "You don't have the permission to see or do this. Whoever manages the users"
                            + " can give it to you.");
        } catch (Http404 missing) {
            return problem(
                    pages,
                    HttpStatus.NOT_FOUND,
                    "Nothing is here",
                    "There is no such page, or it was about something that was deleted.");
        }
    }

    private static Response problem(AdminPages pages, int status, String title, String text) {
        return pages.render("admin/problem.html", title, List.of(), "text", text)
                .withStatus(status);
    }
}

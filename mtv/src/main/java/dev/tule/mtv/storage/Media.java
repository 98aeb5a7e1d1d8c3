package dev.tule.mtv.storage;

import static dev.tule.mtv.urls.Urls.path;

import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.urls.Route;
import java.util.List;

/**
 * The pages that hand out what was uploaded: {@code include("media/", "media", Media.URLS)}. Who
 * may see them all may; put a decorator around it where not.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/howto/static-files/#serving-files-uploaded-by-a-user-during-development">
 *     Django: serving files uploaded by a user</a>
 */
public final class Media {
    public static final List<Route> URLS = List.of(path("<path:name>", Media::serve, "file"));

    private Media() {}

    private static Response serve(Request request) {
        return Project.current().storage().serve(request, request.arg("name"));
    }
}

package dev.tule.mtv.auth;

import dev.tule.mtv.forms.Cleaned;
import dev.tule.mtv.forms.Field;
import dev.tule.mtv.forms.FormErrors;
import dev.tule.mtv.forms.Widget;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;

/** The forms of the pages around logging in. */
final class AuthForms {
    private AuthForms() {}

    private static void checkAlike(String newPassword1, String newPassword2, FormErrors errors) {
        if (!newPassword1.equals(newPassword2)) {
            errors.add("newPassword2", "The two password fields didn't match.");
        }
    }

    record Login(
            @NotBlank @Size(max = 150) @Field(autocomplete = "username") String username,
            @NotEmpty
                    @Size(max = Passwords.MOST_CHARACTERS)
                    @Field(widget = Widget.PASSWORD, autocomplete = "current-password")
                    String password) {}

    record NewPassword(
            @NotEmpty
                    @Size(max = Passwords.MOST_CHARACTERS)
                    @Field(
                            label = "New password",
                            widget = Widget.PASSWORD,
                            autocomplete = "new-password")
                    String newPassword1,
            @NotEmpty
                    @Size(max = Passwords.MOST_CHARACTERS)
                    @Field(
                            label = "New password, once more",
                            widget = Widget.PASSWORD,
                            autocomplete = "new-password")
                    String newPassword2)
            implements Cleaned {
        @Override
        public void clean(FormErrors errors) {
            checkAlike(newPassword1, newPassword2, errors);
        }
    }

    record ChangedPassword(
            @NotEmpty
                    @Size(max = Passwords.MOST_CHARACTERS)
                    @Field(
                            label = "Old password",
                            widget = Widget.PASSWORD,
                            autocomplete = "current-password")
                    String oldPassword,
            @NotEmpty
                    @Size(max = Passwords.MOST_CHARACTERS)
                    @Field(
                            label = "New password",
                            widget = Widget.PASSWORD,
                            autocomplete = "new-password")
                    String newPassword1,
            @NotEmpty
                    @Size(max = Passwords.MOST_CHARACTERS)
                    @Field(
                            label = "New password, once more",
                            widget = Widget.PASSWORD,
                            autocomplete = "new-password")
                    String newPassword2)
            implements Cleaned {
        @Override
        public void clean(FormErrors errors) {
            checkAlike(newPassword1, newPassword2, errors);
        }
    }

    record Forgotten(
            @NotBlank
                    @Email
                    @Size(max = 254)
                    @Field(label = "E-mail", widget = Widget.EMAIL, autocomplete = "email")
                    String email) {}
}

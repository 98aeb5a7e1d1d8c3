package pages;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

public record ReadingForm(
        @NotNull Long sensor, @NotNull Double value, @NotBlank @Size(max = 80) String note) {}

package pages;

import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;

@Controller
public class Pages {
    private static final Limit SHOWN = Limit.of(20);

    private final Readings readings;
    private final Sensors sensors;

    public Pages(Readings readings, Sensors sensors) {
        this.readings = readings;
        this.sensors = sensors;
    }

    public record Row(
            long id, String sensor, String place, double value, String note, Instant taken) {
        static Row of(Reading r) {
            return new Row(
                    r.getId(),
                    r.getSensor().getName(),
                    r.getSensor().getPlace(),
                    r.getValue(),
                    r.getNote(),
                    r.getTaken());
        }
    }

    @GetMapping("/")
    public String index(Model model) {
        model.addAttribute("readings", readings.latest(SHOWN));
        return "index";
    }

    @GetMapping("/readings.json")
    @ResponseBody
    public List<Row> json() {
        return readings.latest(SHOWN).stream().map(Row::of).toList();
    }

    @GetMapping("/new/")
    public String empty(Model model) {
        model.addAttribute("form", new ReadingForm(null, null, null));
        model.addAttribute("sensors", sensors.findAll());
        return "form";
    }

    @PostMapping("/new/")
    public String add(
            @Valid @ModelAttribute("form") ReadingForm form, BindingResult result, Model model) {
        if (!result.hasErrors()) {
            Optional<Sensor> sensor = sensors.findById(form.sensor());
            if (sensor.isPresent()) {
                readings.save(
                        new Reading(sensor.get(), form.value(), form.note(), Instant.now()));
                return "redirect:/";
            }
            result.rejectValue("sensor", "gone", "There is no such sensor.");
        }
        model.addAttribute("sensors", sensors.findAll());
        return "form";
    }
}

package no.rapportmottak.console;

import java.util.ArrayList;
import java.util.List;
import no.rapportmottak.console.Overview.Now;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first page: what is stuck, what flows, and how the day went. */
@Controller
class NowPage {

    /** A bar of the curve, in the units of its drawing. */
    public record Bar(int hour, int x, long y, long height, long rejectedHeight, long received, long rejected) {}

    private static final int BAR_STEP = 26;
    private static final int BAR_LEFT = 30;
    private static final long CURVE_HEIGHT = 120;

    private final Overview overview;

    NowPage(Overview overview) {
        this.overview = overview;
    }

    /** @param still whether it stays as it is instead of being renewed */
    @GetMapping("/")
    String now(@RequestParam(defaultValue = "false") boolean still, Model model) {
        Now now = overview.now();
        model.addAttribute("now", now);
        model.addAttribute("still", still);
        model.addAttribute("bars", bars(now.curve()));
        return "console/now";
    }

    private static List<Bar> bars(List<Overview.Hour> curve) {
        long most = Math.max(1, curve.stream().mapToLong(Overview.Hour::received).max().orElse(1));
        List<Bar> bars = new ArrayList<>();
        for (Overview.Hour hour : curve) {
            long height = hour.received() * CURVE_HEIGHT / most;
            long rejected = Math.min(height, hour.rejected() * CURVE_HEIGHT / most);
            bars.add(new Bar(hour.hour(), BAR_LEFT + hour.hour() * BAR_STEP, 10 + CURVE_HEIGHT - height, height, rejected,
                    hour.received(), hour.rejected()));
        }
        return bars;
    }
}

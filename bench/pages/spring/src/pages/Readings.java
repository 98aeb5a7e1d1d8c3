package pages;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

public interface Readings extends JpaRepository<Reading, Long> {
    @Query("select r from Reading r join fetch r.sensor order by r.id desc")
    List<Reading> latest(Limit limit);
}

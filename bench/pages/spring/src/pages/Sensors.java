package pages;

import org.springframework.data.jpa.repository.JpaRepository;

public interface Sensors extends JpaRepository<Sensor, Long> {}

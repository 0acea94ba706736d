const range = (low: number, high: number, step: number): number[] =>
  Array.from({ length: (high - low) / step + 1 }, (_, index) => low + index * step);

/** Memory in MiB that Fargate has for each number of CPU units. */
const SIZES: Readonly<Record<string, readonly number[]>> = {
  256: [512, 1024, 2048],
  512: range(1024, 4096, 1024),
  1024: range(2048, 8192, 1024),
  2048: range(4096, 16_384, 1024),
  4096: range(8192, 30_720, 1024),
  8192: range(16_384, 61_440, 4096),
  16384: range(32_768, 122_880, 8192),
};

/** CPU units of `256` or `.25 vCPU`; undefined where it is neither. */
export function cpuUnits(cpu: string): number | undefined {
  const vcpu = /^(\d*\.?\d+)\s*vcpu$/i.exec(cpu.trim())?.[1];
  if (vcpu !== undefined) return Number(vcpu) * 1024;
  return /^\d+$/.test(cpu) ? Number(cpu) : undefined;
}

/** MiB of `512` or `0.5 GB`; undefined where it is neither. */
export function memoryMiB(memory: string): number | undefined {
  const gigabytes = /^(\d*\.?\d+)\s*gb$/i.exec(memory.trim())?.[1];
  if (gigabytes !== undefined) return Number(gigabytes) * 1024;
  return /^\d+$/.test(memory) ? Number(memory) : undefined;
}

/** Whether Fargate has this number of CPU units at all. */
export const isFargateCpu = (cpu: number): boolean => SIZES[cpu] !== undefined;

/** Whether Fargate has this pair. */
export const isFargateSize = (cpu: number, memory: number): boolean => SIZES[cpu]?.includes(memory) ?? false;

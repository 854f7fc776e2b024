export const misdelivery = {} as const
